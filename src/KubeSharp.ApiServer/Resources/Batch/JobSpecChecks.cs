using KubeSharp.Api;
using KubeSharp.Api.Batch.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Apps;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Batch;

/// <summary>The spec of a job, alone or in a CronJob.</summary>
internal static class JobSpecChecks
{
    private const int MaxIndexedParallelism = 100000;
    private const string JobController = "kubernetes.io/job-controller";

    /// <summary>A job's own spec: with its selector.</summary>
    public static void Validate(ErrorList errors, FieldPath path, JobSpec spec)
    {
        Common(errors, path, spec);
        if (spec.Selector is null)
        {
            errors.Required(path.Child("selector"), "");
        }

        LabelSelectorChecks.Validate(errors, path, "selector", spec.Selector);
        if (!LabelSelectors.Matches(spec.Selector, spec.Template.Metadata.Labels))
        {
            errors.Invalid(
                path.Child("template").Child("metadata").Child("labels"),
                ValueText.Map(spec.Template.Metadata.Labels),
                "`selector` does not match template `labels`");
        }
    }

    public static void Common(ErrorList errors, FieldPath path, JobSpec spec)
    {
        FieldChecks.NonNegative(errors, path, "parallelism", spec.Parallelism);
        FieldChecks.NonNegative(errors, path, "completions", spec.Completions);
        FieldChecks.NonNegative(errors, path, "activeDeadlineSeconds", spec.ActiveDeadlineSeconds);
        FieldChecks.NonNegative(errors, path, "backoffLimit", spec.BackoffLimit);
        FieldChecks.NonNegative(errors, path, "ttlSecondsAfterFinished", spec.TTLSecondsAfterFinished);
        FieldChecks.NonNegative(errors, path, "backoffLimitPerIndex", spec.BackoffLimitPerIndex);
        FieldChecks.NonNegative(errors, path, "maxFailedIndexes", spec.MaxFailedIndexes);
        ManagedBy(errors, path, spec.ManagedBy);
        Indexed(errors, path, spec);
        if (spec.PodFailurePolicy is { } failure)
        {
            PodFailurePolicyChecks.Validate(errors, path.Child("podFailurePolicy"), spec, failure);
        }

        if (spec.SuccessPolicy is { } success)
        {
            SuccessPolicyChecks.Validate(errors, path.Child("successPolicy"), spec, success);
        }

        Replacement(errors, path, spec);
        PodTemplateChecks.Validate(errors, path.Child("template"), spec.Template);
        RestartPolicy(errors, path.Child("template").Child("spec").Child("restartPolicy"), spec);
    }

    private static void ManagedBy(ErrorList errors, FieldPath path, string? manager)
    {
        if (manager is null)
        {
            return;
        }

        var slash = manager.IndexOf('/');
        if (manager.Length == 0)
        {
            errors.Required(path.Child("managedBy"), "");
        }
        else if (slash <= 0 || slash == manager.Length - 1)
        {
            errors.InvalidText(path.Child("managedBy"), manager, "must be a domain-prefixed path (such as \"acme.io/foo\")");
        }
        else if (manager != JobController)
        {
            NameChecks.Dns1123Subdomain(errors, path, "managedBy", manager[..slash]);
        }

        if (manager.Length > 63)
        {
            errors.TooLong(path.Child("managedBy"), 63);
        }
    }

    private static void Indexed(ErrorList errors, FieldPath path, JobSpec spec)
    {
        if (spec.CompletionMode is { } mode)
        {
            if (mode is not ("NonIndexed" or "Indexed"))
            {
                errors.NotSupportedText(path.Child("completionMode"), mode, "NonIndexed", "Indexed");
            }
            else if (mode == "Indexed")
            {
                IndexedCounts(errors, path, spec);
            }
        }

        if (spec.CompletionMode == "Indexed")
        {
            return;
        }

        OnlyIndexed(errors, path, "backoffLimitPerIndex", spec.BackoffLimitPerIndex, spec.CompletionMode is not null);
        OnlyIndexed(errors, path, "maxFailedIndexes", spec.MaxFailedIndexes, spec.CompletionMode is not null);
    }

    private static void OnlyIndexed(ErrorList errors, FieldPath path, string field, int? value, bool known)
    {
        if (known && value is { } number)
        {
            errors.InvalidNumber(path.Child(field), number, "requires indexed completion mode");
        }
    }

    private static void IndexedCounts(ErrorList errors, FieldPath path, JobSpec spec)
    {
        if (spec.Completions is not { } completions)
        {
            errors.Required(path.Child("completions"), "when completion mode is Indexed");
            return;
        }

        if (spec.Parallelism > MaxIndexedParallelism)
        {
            errors.InvalidNumber(
                path.Child("parallelism"),
                spec.Parallelism.Value,
                $"must be less than or equal to {MaxIndexedParallelism} when completion mode is Indexed");
        }

        if (spec.MaxFailedIndexes is { } failed)
        {
            if (failed > completions)
            {
                errors.InvalidNumber(path.Child("maxFailedIndexes"), failed, "must be less than or equal to completions");
            }

            if (spec.BackoffLimitPerIndex is null)
            {
                errors.Required(path.Child("backoffLimitPerIndex"), "when maxFailedIndexes is specified");
            }
        }
    }

    private static void Replacement(ErrorList errors, FieldPath path, JobSpec spec)
    {
        if (spec.PodReplacementPolicy is not { } policy)
        {
            return;
        }

        if (spec.PodFailurePolicy is not null)
        {
            if (policy != "Failed")
            {
                errors.NotSupportedText(path.Child("podReplacementPolicy"), policy, "Failed");
            }
        }
        else
        {
            FieldChecks.OneOf(errors, path, "podReplacementPolicy", policy, "Failed", "TerminatingOrFailed");
        }
    }

    private static void RestartPolicy(ErrorList errors, FieldPath path, JobSpec spec)
    {
        var policy = spec.Template.Spec.RestartPolicy;
        if (policy is "Always" or "")
        {
            errors.Required(path, "valid values: \"OnFailure\", \"Never\"");
        }
        else if (policy is not ("OnFailure" or "Never"))
        {
            errors.NotSupportedText(path, policy, "OnFailure", "Never");
        }
        else if (spec.PodFailurePolicy is not null && policy != "Never")
        {
            errors.InvalidText(path, policy, "only \"Never\" is supported when podFailurePolicy is specified");
        }
    }
}

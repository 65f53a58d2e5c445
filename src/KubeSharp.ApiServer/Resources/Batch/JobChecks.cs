using KubeSharp.Api.Batch.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Apps;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Batch;

/// <summary>Jobs.</summary>
internal static class JobChecks
{
    private static readonly FieldPath Spec = WorkloadChecks.Spec;

    public static void Validate(ErrorList errors, Job job)
    {
        ObjectMetaValidation.Validate(job.Metadata, namespaced: true, NameRule.Subdomain, errors);
        JobSelectors.Check(errors, job);
        JobSpecChecks.Validate(errors, Spec, job.Spec);
        if (job.Spec is { CompletionMode: "Indexed", Completions: { } completions and > 0 } &&
            $"{job.Metadata.Name}-{completions - 1}" is var host && !NameRules.IsDns1123Label(host))
        {
            errors.InvalidText(
                ObjectMetaValidation.Path.Child("name"),
                job.Metadata.Name,
                $"will not able to create pod with invalid DNS label: {host}");
        }
    }

    public static void ValidateUpdate(ErrorList errors, Job job, Job old)
    {
        ObjectMetaUpdateValidation.Validate(job.Metadata, old.Metadata, errors);
        JobSpecChecks.Validate(errors, Spec, job.Spec);
        Completions(errors, job.Spec, old.Spec);
        WorkloadChecks.SelectorUnchanged(errors, job.Spec.Selector, old.Spec.Selector);
        if (ComparableTemplate(job, old) != old.Spec.Template)
        {
            errors.Invalid(Spec.Child("template"), "[pod template]", FieldChecks.Immutable);
        }

        FieldChecks.Unchanged(errors, Spec, "completionMode", job.Spec.CompletionMode, old.Spec.CompletionMode);
        Unchanged(errors, "podFailurePolicy", job.Spec.PodFailurePolicy == old.Spec.PodFailurePolicy);
        Unchanged(errors, "backoffLimitPerIndex", job.Spec.BackoffLimitPerIndex == old.Spec.BackoffLimitPerIndex);
        FieldChecks.Unchanged(errors, Spec, "managedBy", job.Spec.ManagedBy, old.Spec.ManagedBy);
        Unchanged(errors, "successPolicy", job.Spec.SuccessPolicy == old.Spec.SuccessPolicy);
    }

    public static void ValidateStatusUpdate(ErrorList errors, Job job, Job old)
    {
        ObjectMetaUpdateValidation.Validate(job.Metadata, old.Metadata, errors);
        var path = WorkloadChecks.Status;
        var status = job.Status;
        FieldChecks.NonNegative(errors, path, "active", status.Active);
        FieldChecks.NonNegative(errors, path, "succeeded", status.Succeeded);
        FieldChecks.NonNegative(errors, path, "failed", status.Failed);
        FieldChecks.NonNegative(errors, path, "ready", status.Ready);
        FieldChecks.NonNegative(errors, path, "terminating", status.Terminating);
        if (status.Ready > status.Active)
        {
            errors.InvalidNumber(path.Child("ready"), status.Ready.Value, $"cannot set more ready pods than active");
        }

        var complete = Has(job, "Complete");
        var failed = Has(job, "Failed");
        if (complete && failed)
        {
            errors.InvalidText(path.Child("conditions"), "Complete", "cannot set Complete=True and Failed=True conditions");
        }

        Kept(errors, path, job, old, "Complete");
        Kept(errors, path, job, old, "Failed");
        if (status.CompletionTime is not null && !complete)
        {
            errors.InvalidText(path.Child("completionTime"), status.CompletionTime.ToString(), "cannot set completionTime when there is no Complete=True condition");
        }
    }

    /// <summary>A finished job stays finished.</summary>
    private static void Kept(ErrorList errors, FieldPath path, Job job, Job old, string condition)
    {
        if (Has(old, condition) && !Has(job, condition))
        {
            errors.InvalidText(path.Child("conditions"), condition, $"cannot disable the terminal {condition}=True condition");
        }
    }

    private static bool Has(Job job, string type) => job.Status.Conditions.FindIndex(c => c.Type == type && c.Status == "True") >= 0;

    private static void Unchanged(ErrorList errors, string field, bool same)
    {
        if (!same)
        {
            errors.Invalid(Spec.Child(field), $"[{field}]", FieldChecks.Immutable);
        }
    }

    /// <summary>Indexed jobs may grow and shrink with their parallelism.</summary>
    private static void Completions(ErrorList errors, JobSpec spec, JobSpec old)
    {
        if (spec.Completions == old.Completions)
        {
            return;
        }

        var path = Spec.Child("completions");
        if (spec.CompletionMode != "Indexed")
        {
            errors.InvalidNumber(path, spec.Completions ?? 0, FieldChecks.Immutable);
        }
        else if (spec.Completions != spec.Parallelism || old.Completions != old.Parallelism)
        {
            errors.InvalidNumber(path, spec.Completions ?? 0, "can only be modified in tandem with parallelism");
        }
    }

    /// <summary>While a job is suspended and has not started, the parts of its template that guide scheduling may change.</summary>
    private static PodTemplateSpec ComparableTemplate(Job job, Job old)
    {
        var template = job.Spec.Template;
        var previous = old.Spec.Template;
        if (old.Spec.Suspend is not true || old.Status.StartTime is not null)
        {
            return template;
        }

        return template with
        {
            Metadata = template.Metadata with { Labels = previous.Metadata.Labels, Annotations = previous.Metadata.Annotations },
            Spec = template.Spec with
            {
                NodeSelector = previous.Spec.NodeSelector,
                Tolerations = previous.Spec.Tolerations,
                SchedulingGates = previous.Spec.SchedulingGates,
                Affinity = template.Spec.Affinity is null && previous.Spec.Affinity is null
                    ? null
                    : (template.Spec.Affinity ?? new Affinity()) with { NodeAffinity = previous.Spec.Affinity?.NodeAffinity },
            },
        };
    }
}

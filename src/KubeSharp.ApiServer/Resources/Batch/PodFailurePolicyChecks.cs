using System.Globalization;
using KubeSharp.Api.Batch.V1;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Batch;

/// <summary>spec.podFailurePolicy of a job.</summary>
internal static class PodFailurePolicyChecks
{
    private const int MaxRules = 20;
    private const int MaxValues = 255;
    private const int MaxPatterns = 20;

    public static void Validate(ErrorList errors, FieldPath path, JobSpec spec, PodFailurePolicy policy)
    {
        if (policy.Rules.Count > MaxRules)
        {
            errors.TooMany(path.Child("rules"), policy.Rules.Count, MaxRules);
        }

        for (var i = 0; i < policy.Rules.Count; i++)
        {
            Rule(errors, path.Child("rules").Index(i), spec, policy.Rules[i]);
        }
    }

    private static void Rule(ErrorList errors, FieldPath path, JobSpec spec, PodFailurePolicyRule rule)
    {
        FieldChecks.RequiredOneOf(errors, path, "action", rule.Action, "Count", "FailIndex", "FailJob", "Ignore");
        if (rule.Action == "FailIndex" && spec.BackoffLimitPerIndex is null)
        {
            errors.InvalidText(path.Child("action"), rule.Action, "requires the backoffLimitPerIndex to be set");
        }

        if (rule.OnExitCodes is { } codes)
        {
            ExitCodes(errors, path.Child("onExitCodes"), spec, codes);
        }

        if (rule.OnPodConditions.Count > MaxPatterns)
        {
            errors.TooMany(path.Child("onPodConditions"), rule.OnPodConditions.Count, MaxPatterns);
        }

        for (var i = 0; i < rule.OnPodConditions.Count; i++)
        {
            var pattern = path.Child("onPodConditions").Index(i);
            NameChecks.QualifiedName(errors, pattern, "type", rule.OnPodConditions[i].Type);
            FieldChecks.RequiredOneOf(errors, pattern, "status", rule.OnPodConditions[i].Status, "False", "True", "Unknown");
        }

        if (rule.OnExitCodes is not null && rule.OnPodConditions.Count > 0)
        {
            errors.InvalidText(path, "", "specifying both OnExitCodes and OnPodConditions is not supported");
        }

        if (rule.OnExitCodes is null && rule.OnPodConditions.Count == 0)
        {
            errors.InvalidText(path, "", "specifying one of OnExitCodes and OnPodConditions is required");
        }
    }

    private static void ExitCodes(ErrorList errors, FieldPath path, JobSpec spec, PodFailurePolicyOnExitCodesRequirement codes)
    {
        FieldChecks.RequiredOneOf(errors, path, "operator", codes.Operator, "In", "NotIn");
        if (codes.ContainerName is { } name && !PodContainers.Has(spec.Template.Spec, name))
        {
            errors.InvalidText(path.Child("containerName"), name, "must be one of the container or initContainer names in the pod template");
        }

        var values = path.Child("values");
        if (codes.Values.Count == 0)
        {
            errors.InvalidText(values, "", "at least one value is required");
        }
        else if (codes.Values.Count > MaxValues)
        {
            errors.TooMany(values, codes.Values.Count, MaxValues);
        }

        var seen = new HashSet<int>();
        for (var i = 0; i < codes.Values.Count; i++)
        {
            if (codes.Operator == "In" && codes.Values[i] == 0)
            {
                errors.InvalidNumber(values.Index(i), 0, "must not be 0 for the In operator");
            }

            if (!seen.Add(codes.Values[i]))
            {
                errors.Duplicate(values.Index(i), codes.Values[i].ToString(CultureInfo.InvariantCulture));
            }

            if (i > 0 && codes.Values[i] < codes.Values[i - 1])
            {
                errors.Invalid(values, "[" + string.Join(',', codes.Values) + "]", "must be ordered");
                break;
            }
        }
    }
}

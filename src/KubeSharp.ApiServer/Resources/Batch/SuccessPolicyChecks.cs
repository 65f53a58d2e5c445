using System.Globalization;
using KubeSharp.Api.Batch.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Batch;

/// <summary>spec.successPolicy of a job.</summary>
internal static class SuccessPolicyChecks
{
    private const int MaxRules = 20;
    private const int MaxIndexesLength = 65536;

    public static void Validate(ErrorList errors, FieldPath path, JobSpec spec, SuccessPolicy policy)
    {
        if (spec.CompletionMode != "Indexed")
        {
            errors.InvalidText(path, "", "requires indexed completion mode");
        }

        if (policy.Rules.Count == 0)
        {
            errors.Required(path.Child("rules"), "at least one rules must be specified when the successPolicy is specified");
        }
        else if (policy.Rules.Count > MaxRules)
        {
            errors.TooMany(path.Child("rules"), policy.Rules.Count, MaxRules);
        }

        for (var i = 0; i < policy.Rules.Count; i++)
        {
            Rule(errors, path.Child("rules").Index(i), spec, policy.Rules[i]);
        }
    }

    private static void Rule(ErrorList errors, FieldPath path, JobSpec spec, SuccessPolicyRule rule)
    {
        if (rule is { SucceededCount: null, SucceededIndexes: null })
        {
            errors.Required(path, "at least one of succeededCount or succeededIndexes must be specified");
        }

        var total = spec.Completions ?? 0;
        if (rule.SucceededIndexes is { } indexes)
        {
            if (indexes.Length > MaxIndexesLength)
            {
                errors.TooLong(path.Child("succeededIndexes"), MaxIndexesLength);
            }

            if (Count(indexes, total) is { } count)
            {
                total = count;
            }
            else
            {
                errors.InvalidText(
                    path.Child("succeededIndexes"), indexes, $"must be ascending, not overlapping intervals of indexes below {spec.Completions ?? 0}");
            }
        }

        if (rule.SucceededCount is { } succeeded)
        {
            if (succeeded <= 0)
            {
                errors.InvalidNumber(path.Child("succeededCount"), succeeded, "must be greater than 0");
            }
            else if (succeeded > total)
            {
                errors.InvalidNumber(
                    path.Child("succeededCount"),
                    succeeded,
                    rule.SucceededIndexes is null
                        ? $"must be less than or equal to {total} (the number of specified completions)"
                        : $"must be less than or equal to {total} (the number of indexes in the specified succeededIndexes field)");
            }
        }
    }

    /// <summary>How many indexes "1,3-5" stands for; null if it is not ascending and within bounds.</summary>
    private static int? Count(string indexes, int completions)
    {
        var count = 0;
        var next = 0;
        foreach (var interval in indexes.Split(','))
        {
            var dash = interval.IndexOf('-');
            var first = dash < 0 ? interval : interval[..dash];
            var last = dash < 0 ? interval : interval[(dash + 1)..];
            if (!int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var from) ||
                !int.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var to) || from < next || to < from || to >= completions)
            {
                return null;
            }

            count += to - from + 1;
            next = to + 1;
        }

        return count;
    }
}

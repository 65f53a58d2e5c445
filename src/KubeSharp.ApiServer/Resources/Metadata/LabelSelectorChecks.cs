using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Metadata;

/// <summary>Label selectors (matchLabels and matchExpressions).</summary>
internal static class LabelSelectorChecks
{
    public static void Validate(ErrorList errors, FieldPath parent, string child, LabelSelector? selector)
    {
        if (selector is null || (selector.MatchLabels.Count == 0 && selector.MatchExpressions.Count == 0))
        {
            return;
        }

        Validate(errors, parent.Child(child), selector);
    }

    public static void Validate(ErrorList errors, FieldPath path, LabelSelector selector)
    {
        LabelChecks.Labels(errors, path, "matchLabels", selector.MatchLabels);
        for (var i = 0; i < selector.MatchExpressions.Count; i++)
        {
            ValidateRequirement(errors, path.Child("matchExpressions").Index(i), selector.MatchExpressions[i]);
        }
    }

    public static bool IsEmpty(LabelSelector selector) => selector.MatchLabels.Count + selector.MatchExpressions.Count == 0;

    /// <summary>A selector can be made of it. One that cannot has been reported by <see cref="Validate(ErrorList, FieldPath, LabelSelector)"/>.</summary>
    public static bool IsUsable(LabelSelector selector)
    {
        var errors = new ErrorList();
        Validate(errors, FieldPath.Root("selector"), selector);
        foreach (var (_, value) in selector.MatchLabels)
        {
            if (!NameRules.IsLabelValue(value))
            {
                return false;
            }
        }

        return errors.IsEmpty;
    }

    private static void ValidateRequirement(ErrorList errors, FieldPath path, LabelSelectorRequirement requirement)
    {
        switch (requirement.Operator)
        {
            case "In" or "NotIn":
                if (requirement.Values.Count == 0)
                {
                    errors.Required(path.Child("values"), "must be specified when `operator` is 'In' or 'NotIn'");
                }

                break;
            case "Exists" or "DoesNotExist":
                if (requirement.Values.Count > 0)
                {
                    errors.Forbidden(path.Child("values"), "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
                }

                break;
            default:
                errors.InvalidText(path.Child("operator"), requirement.Operator, "not a valid selector operator");
                break;
        }

        NameChecks.QualifiedName(errors, path, "key", requirement.Key);
        for (var i = 0; i < requirement.Values.Count; i++)
        {
            if (!NameRules.IsLabelValue(requirement.Values[i]))
            {
                NameChecks.LabelValue(errors, path.Child("values").Index(i), null, requirement.Values[i]);
            }
        }
    }
}

using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Apps;

/// <summary>Checks that the kinds of the apps group share.</summary>
internal static class WorkloadChecks
{
    public static readonly FieldPath Spec = FieldPath.Root("spec");
    public static readonly FieldPath Status = FieldPath.Root("status");

    /// <summary>The selector must be there, select something, and match the template.</summary>
    /// <param name="emptyName">The kind that the message about an empty selector names.</param>
    /// <param name="kind">The kind that other messages name.</param>
    public static void SelectorAndTemplate(
        ErrorList errors, LabelSelector? selector, PodTemplateSpec template, string emptyName, string kind)
    {
        if (selector is null)
        {
            errors.Required(Spec.Child("selector"), "");
        }
        else
        {
            LabelSelectorChecks.Validate(errors, Spec, "selector", selector);
            if (LabelSelectorChecks.IsEmpty(selector))
            {
                errors.Invalid(Spec.Child("selector"), Text(selector), $"empty selector is invalid for {emptyName}");
            }
        }

        if (selector is not null && !LabelSelectorChecks.IsUsable(selector))
        {
            errors.Invalid(Spec.Child("selector"), Text(selector), "invalid label selector");
            return;
        }

        PodTemplateChecks.ForWorkload(errors, Spec.Child("template"), template, selector, kind);
    }

    public static void SelectorUnchanged(ErrorList errors, LabelSelector? selector, LabelSelector? old)
    {
        if (selector != old)
        {
            errors.Invalid(Spec.Child("selector"), selector is null ? "null" : Text(selector), FieldChecks.Immutable);
        }
    }

    /// <summary>A count of pods, or a share of all.</summary>
    public static void IntOrPercent(ErrorList errors, FieldPath parent, string field, IntOrString value)
    {
        if (!value.IsString)
        {
            FieldChecks.NonNegative(errors, parent, field, value.IntValue);
        }
        else if (!NameRules.IsPercent(value.StringValue))
        {
            errors.InvalidText(parent.Child(field), value.StringValue, NameMessages.Percent);
        }
    }

    public static void NotMoreThanAll(ErrorList errors, FieldPath parent, string field, IntOrString value)
    {
        if (Percent(value) is > 100)
        {
            errors.InvalidText(parent.Child(field), value.StringValue, "must not be greater than 100%");
        }
    }

    public static bool IsZero(IntOrString? value) => value is not { } set || (set.IsString ? Percent(set) is 0 : set.IntValue == 0);

    public static void CollisionCount(ErrorList errors, int? count, int? old)
    {
        if (count is { } value)
        {
            FieldChecks.NonNegative(errors, Status, "collisionCount", value);
        }

        if (old is not null && (count is null || count < old))
        {
            errors.InvalidNumber(Status.Child("collisionCount"), count ?? 0, "cannot be decremented");
        }
    }

    public static string Text(LabelSelector selector)
    {
        var expressions = new List<string>();
        foreach (var requirement in selector.MatchExpressions)
        {
            expressions.Add(ValueText.Struct(
                ("key", ErrorList.Quote(requirement.Key)),
                ("operator", ErrorList.Quote(requirement.Operator)),
                ("values", requirement.Values.Count > 0 ? ValueText.List(requirement.Values) : "")));
        }

        return ValueText.Struct(
            ("matchLabels", selector.MatchLabels.Count > 0 ? ValueText.Map(selector.MatchLabels) : ""),
            ("matchExpressions", expressions.Count > 0 ? "[" + string.Join(',', expressions) + "]" : ""));
    }

    private static int? Percent(IntOrString value) =>
        value.IsString && NameRules.IsPercent(value.StringValue)
            ? int.TryParse(value.StringValue.AsSpan(0, value.StringValue.Length - 1), out var percent) ? percent : int.MaxValue
            : null;
}

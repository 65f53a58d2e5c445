using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Metadata;

/// <summary>Lists of meta/v1 conditions.</summary>
internal static class ConditionChecks
{
    private const int ReasonLimit = 1024;
    private const int MessageLimit = 32 * 1024;

    public static void Validate(ErrorList errors, FieldPath parent, string child, ApiList<Condition> conditions)
    {
        for (var i = 0; i < conditions.Count; i++)
        {
            var path = parent.Child(child).Index(i);
            for (var j = 0; j < i; j++)
            {
                if (conditions[j].Type == conditions[i].Type)
                {
                    errors.DuplicateText(path.Child("type"), conditions[i].Type);
                    break;
                }
            }

            ValidateOne(errors, path, conditions[i]);
        }
    }

    private static void ValidateOne(ErrorList errors, FieldPath path, Condition condition)
    {
        NameChecks.QualifiedName(errors, path, "type", condition.Type);
        FieldChecks.OneOf(errors, path, "status", condition.Status, "False", "True", "Unknown");
        if (condition.ObservedGeneration < 0)
        {
            errors.InvalidNumber(path.Child("observedGeneration"), condition.ObservedGeneration, "must be greater than or equal to zero");
        }

        if (condition.LastTransitionTime.IsZero)
        {
            errors.Required(path.Child("lastTransitionTime"), "must be set");
        }

        if (condition.Reason.Length == 0)
        {
            errors.Required(path.Child("reason"), "must be set");
        }
        else
        {
            ValidateReason(errors, path, condition.Reason);
        }

        if (condition.Message.Length > MessageLimit)
        {
            errors.TooLong(path.Child("message"), MessageLimit);
        }
    }

    private static void ValidateReason(ErrorList errors, FieldPath path, string reason)
    {
        var last = reason[^1];
        if (!char.IsAsciiLetter(reason[0]) || !(char.IsAsciiLetterOrDigit(last) || last == '_') ||
            reason.AsSpan().ContainsAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_,:"))
        {
            errors.InvalidText(
                path.Child("reason"),
                reason,
                NameMessages.Pattern(
                    "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_'",
                    "[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?",
                    "my_name",
                    "MY_NAME",
                    "MyName",
                    "ReasonA,ReasonB",
                    "ReasonA:ReasonB"));
        }

        if (reason.Length > ReasonLimit)
        {
            errors.TooLong(path.Child("reason"), ReasonLimit);
        }
    }
}

using System.Globalization;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.Resources.Validation;

/// <summary>The small checks that recur in every kind, and typed forms of <see cref="ErrorList.Invalid"/>.</summary>
internal static class FieldChecks
{
    public const string Negative = "must be greater than or equal to 0";
    public const string NotPositive = "must be greater than zero";
    public const string Immutable = "field is immutable";

    public static void InvalidText(this ErrorList errors, FieldPath path, string? value, string detail) =>
        errors.Invalid(path, value is null ? "null" : ErrorList.Quote(value), detail);

    public static void InvalidNumber(this ErrorList errors, FieldPath path, long value, string detail) =>
        errors.Invalid(path, value.ToString(CultureInfo.InvariantCulture), detail);

    public static void InvalidFlag(this ErrorList errors, FieldPath path, bool value, string detail) =>
        errors.Invalid(path, value ? "true" : "false", detail);

    /// <summary>A struct or list as upstream prints it: its JSON.</summary>
    public static void InvalidList(this ErrorList errors, FieldPath path, IReadOnlyList<string> values, string detail) =>
        errors.Invalid(path, ValueText.List(values), detail);

    public static void DuplicateText(this ErrorList errors, FieldPath path, string value) => errors.Duplicate(path, ErrorList.Quote(value));

    public static void NotFoundText(this ErrorList errors, FieldPath path, string value) => errors.NotFound(path, ErrorList.Quote(value));

    public static void NotSupportedText(this ErrorList errors, FieldPath path, string value, params ReadOnlySpan<string> supported) =>
        errors.NotSupported(path, ErrorList.Quote(value), supported);

    public static void NonNegative(ErrorList errors, FieldPath parent, string child, long value)
    {
        if (value < 0)
        {
            errors.InvalidNumber(parent.Child(child), value, Negative);
        }
    }

    public static void NonNegative(ErrorList errors, FieldPath parent, string child, long? value)
    {
        if (value is { } number)
        {
            NonNegative(errors, parent, child, number);
        }
    }

    public static void InRange(ErrorList errors, FieldPath parent, string child, long value, long low, long high)
    {
        if (value < low || value > high)
        {
            errors.InvalidNumber(parent.Child(child), value, NameMessages.Range(low, high));
        }
    }

    public static void Port(ErrorList errors, FieldPath parent, string child, long value) => InRange(errors, parent, child, value, 1, 65535);

    /// <summary>A port number, or the name of a container port.</summary>
    public static void PortOrName(ErrorList errors, FieldPath parent, string child, IntOrString port)
    {
        if (!port.IsString)
        {
            Port(errors, parent, child, port.IntValue);
        }
        else if (!NameRules.IsPortName(port.StringValue))
        {
            NameChecks.Report(errors, parent, child, port.StringValue, NameMessages.PortName(port.StringValue));
        }
    }

    public static void Required(ErrorList errors, FieldPath parent, string child, string value)
    {
        if (value.Length == 0)
        {
            errors.Required(parent.Child(child), "");
        }
    }

    /// <summary>A value of a closed set that must be set.</summary>
    public static void RequiredOneOf(ErrorList errors, FieldPath parent, string child, string value, params ReadOnlySpan<string> supported)
    {
        if (value.Length == 0)
        {
            errors.Required(parent.Child(child), "");
        }
        else
        {
            OneOf(errors, parent, child, value, supported);
        }
    }

    public static void OneOf(ErrorList errors, FieldPath parent, string child, string value, params ReadOnlySpan<string> supported)
    {
        if (!supported.Contains(value))
        {
            errors.NotSupportedText(parent.Child(child), value, supported);
        }
    }

    public static void Unchanged(ErrorList errors, FieldPath parent, string child, string? value, string? old)
    {
        if (value != old)
        {
            errors.InvalidText(parent.Child(child), value, Immutable);
        }
    }
}

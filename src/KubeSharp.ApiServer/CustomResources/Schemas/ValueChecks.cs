using System.Globalization;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Documents;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.CustomResources.Schemas;

/// <summary>Rules for single values.</summary>
internal static class ValueChecks
{
    public static bool IsInteger(string number) =>
        long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
        || (double.TryParse(number, CultureInfo.InvariantCulture, out var value) && value == Math.Floor(value) && Math.Abs(value) < 1e15);

    public static void Enum(ErrorList errors, FieldPath path, DocNode value, JSONSchemaProps schema)
    {
        if (schema.Enum.Count == 0)
        {
            return;
        }

        var supported = new string[schema.Enum.Count];
        for (var i = 0; i < supported.Length; i++)
        {
            var allowed = DocNode.Parse(schema.Enum[i].Span);
            if (allowed.DeepEquals(value))
            {
                return;
            }

            supported[i] = allowed is DocScalar scalar ? scalar.Text : allowed.ToString();
        }

        errors.NotSupported(path, value.ToString(), supported);
    }

    public static void Number(ErrorList errors, FieldPath path, string text, JSONSchemaProps schema)
    {
        var value = double.Parse(text, CultureInfo.InvariantCulture);
        if (schema.Maximum is { } most && (schema.ExclusiveMaximum ? value >= most : value > most))
        {
            errors.Invalid(path, text, $"{path} in body should be less than {(schema.ExclusiveMaximum ? "" : "or equal to ")}{Text(most)}");
        }

        if (schema.Minimum is { } least && (schema.ExclusiveMinimum ? value <= least : value < least))
        {
            errors.Invalid(path, text, $"{path} in body should be greater than {(schema.ExclusiveMinimum ? "" : "or equal to ")}{Text(least)}");
        }

        if (schema.MultipleOf is { } factor && factor > 0 && value / factor != Math.Floor(value / factor))
        {
            errors.Invalid(path, text, $"{path} in body should be a multiple of {Text(factor)}");
        }

        if (!IsInRange(value, schema.Format))
        {
            errors.Invalid(path, text, $"{path} in body must be of type {schema.Format}: \"{text}\"");
        }
    }

    /// <summary>The numbers that a format has room for; others say nothing of a number.</summary>
    private static bool IsInRange(double value, string format) => format switch
    {
        "int32" => value is >= int.MinValue and <= int.MaxValue,
        "int64" => value is >= long.MinValue and < 9223372036854775808d,
        "float" => Math.Abs(value) <= float.MaxValue,
        _ => true,
    };

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.Globalization;
using KubeSharp.Api.Documents;
using KubeSharp.Cel.Libraries;
using KubeSharp.Cel.Schemas;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Documents;

/// <summary>JSON as values. Objects and arrays are wrapped, not converted; with a schema only what it declares is seen, in its types.</summary>
public static class DocValues
{
    /// <param name="node">The JSON.</param>
    /// <param name="type">Null: every value has the type that its JSON tells.</param>
    public static CelValue Of(DocNode node, DeclaredType? type = null) => node switch
    {
        DocObject fields => CelValue.Of(new DocMap(fields, type)),
        DocArray items => CelValue.Of(new DocList(items, type)),
        DocScalar scalar when scalar.IsNull => type is null || type.Schema.Nullable
            ? CelValue.Null
            : CelValue.Error("invalid data, got null for schema with nullable=false"),
        DocScalar { Kind: DocScalarKind.Bool } scalar => CelValue.Of(ReferenceEquals(scalar, DocScalar.True)),
        DocScalar { Kind: DocScalarKind.Number } scalar => Number(scalar.Text, type),
        _ => Text(((DocScalar)node).Text, type),
    };

    private static CelValue Number(string text, DeclaredType? type)
    {
        if (type?.Type.Kind != Types.CelTypeKind.Double && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
        {
            return CelValue.Of(whole);
        }

        var real = double.Parse(text, CultureInfo.InvariantCulture);
        return type is not null && type.Type.Kind != Types.CelTypeKind.Double && Numbers.ToLong(real) is { } integral
            ? CelValue.Of(integral)
            : CelValue.Of(real);
    }

    private static CelValue Text(string text, DeclaredType? type)
    {
        switch (type?.Type.Kind)
        {
            case Types.CelTypeKind.Bytes:
                var bytes = new byte[text.Length];
                return Convert.TryFromBase64String(text, bytes, out var length)
                    ? CelValue.Of(bytes[..length])
                    : CelValue.Error($"byte formatted string conversion error from string: \"{text}\"");
            case Types.CelTypeKind.Duration:
                return Durations.Parse(text) is { } duration ? CelValue.OfDuration(duration) : CelValue.Error($"invalid duration \"{text}\"");
            case Types.CelTypeKind.Timestamp:
                return Timestamps.Parse(text.Length == 10 ? text + "T00:00:00Z" : text) is { } time
                    ? CelValue.Of(time)
                    : CelValue.Error($"invalid date formatted string \"{text}\"");
            default:
                return CelValue.Of(text);
        }
    }
}

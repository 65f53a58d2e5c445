using System.Globalization;
using KubeSharp.Api.Documents;
using KubeSharp.Cel.Libraries;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Documents;

/// <summary>Values as JSON, by the rules of protobuf: large integers, bytes, durations and timestamps are strings.</summary>
public static class ValueDocuments
{
    private const long LargestExactInteger = (1L << 53) - 1;

    /// <exception cref="FormatException">There is no JSON for a value in it.</exception>
    public static DocNode Of(in CelValue value)
    {
        switch (value.Kind)
        {
            case CelKind.Null:
                return DocScalar.Null;
            case CelKind.Bool:
                return DocScalar.Of(value.IsTrue);
            case CelKind.Int:
                return value.AsInt is >= -LargestExactInteger and <= LargestExactInteger
                    ? DocScalar.Of(value.AsInt)
                    : new DocScalar(value.AsInt.ToString(CultureInfo.InvariantCulture));
            case CelKind.Uint:
                return value.AsUint <= LargestExactInteger
                    ? DocScalar.Of(value.AsInt)
                    : new DocScalar(value.AsUint.ToString(CultureInfo.InvariantCulture));
            case CelKind.Double:
                return Number(value.AsDouble);
            case CelKind.String:
                return new DocScalar(value.AsString);
            case CelKind.Bytes:
                return new DocScalar(Convert.ToBase64String(value.AsBytes.Span));
            case CelKind.Duration:
                return new DocScalar(Durations.Text(value.AsDuration));
            case CelKind.Timestamp:
                return new DocScalar(Timestamps.Text(value.AsTimestamp));
            case CelKind.List:
                return value.AsList is DocList items ? items.Document.Clone() : new DocArray(value.AsList.ToArray().Select(item => Of(item)));
            case CelKind.Map:
                return value.AsMap is DocMap entries ? entries.Document.Clone() : Map(value.AsMap);
            case CelKind.Object when value.AsObject is StructValue fields:
                return Struct(fields);
            default:
                throw new FormatException($"type conversion error from '{value.Type.Name}' to 'google.protobuf.Value'");
        }
    }

    private static DocScalar Number(double value) => double.IsFinite(value)
        ? DocScalar.NumberText(value.ToString("R", CultureInfo.InvariantCulture))
        : throw new FormatException($"no JSON for the number {Doubles.Text(value)}");

    private static DocObject Map(CelMap map)
    {
        var document = new DocObject();
        foreach (var (key, value) in map.Entries)
        {
            document.Add(key.Kind == CelKind.String ? key.AsString : key.ToString(), Of(value));
        }

        return document;
    }

    private static DocObject Struct(StructValue value)
    {
        var document = new DocObject();
        foreach (var (name, field) in value.Fields)
        {
            document.Add(name, Of(field));
        }

        return document;
    }
}

using System.Globalization;
using System.Text;
using KubeSharp.Cel.Libraries;

namespace KubeSharp.Cel.Values;

/// <summary>Values as text, for messages and for debugging.</summary>
internal static class ValueText
{
    /// <summary>As the key of a map stands in an error.</summary>
    public static string Key(in CelValue value) => value.Kind == CelKind.String ? value.AsString : Debug(value);

    public static string Debug(in CelValue value)
    {
        switch (value.Kind)
        {
            case CelKind.None:
                return "<absent>";
            case CelKind.Error:
                return value.AsError.Message;
            case CelKind.Null:
                return "null";
            case CelKind.Bool:
                return value.IsTrue ? "true" : "false";
            case CelKind.Int:
                return value.AsInt.ToString(CultureInfo.InvariantCulture);
            case CelKind.Uint:
                return value.AsUint.ToString(CultureInfo.InvariantCulture) + "u";
            case CelKind.Double:
                return Doubles.Text(value.AsDouble);
            case CelKind.String:
                return "\"" + value.AsString + "\"";
            case CelKind.Bytes:
                return "b\"" + Encoding.Latin1.GetString(value.AsBytes.Span) + "\"";
            case CelKind.Duration:
                return "duration(\"" + Durations.Text(value.AsDuration) + "\")";
            case CelKind.Timestamp:
                return "timestamp(\"" + Timestamps.Text(value.AsTimestamp) + "\")";
            case CelKind.Type:
                return value.AsType.Name;
            case CelKind.List:
                return "[" + string.Join(", ", value.AsList.ToArray().Select(item => Debug(item))) + "]";
            case CelKind.Map:
                return "{" + string.Join(", ", value.AsMap.Entries.Select(entry => Debug(entry.Key) + ": " + Debug(entry.Value)).Order(StringComparer.Ordinal)) + "}";
            default:
                return value.AsObject.ToString();
        }
    }
}

using System.Globalization;
using System.Text;
using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>int(), uint(), double(), string(), bytes(), bool(), duration(), timestamp(), dyn() and type().</summary>
internal static class ConversionFunctions
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, true);

    public static void AddTo(Library library)
    {
        ToInt(library);
        ToUint(library);
        ToDouble(library);
        ToText(library);
        ToBytes(library);
        library.Global("bool", "bool_to_bool", [CelType.Bool], CelType.Bool, arguments => arguments[0]);
        library.Global("bool", "string_to_bool", [CelType.String], CelType.Bool, arguments => arguments[0].AsString switch
        {
            "1" or "t" or "T" or "true" or "TRUE" or "True" => CelValue.True,
            "0" or "f" or "F" or "false" or "FALSE" or "False" => CelValue.False,
            _ => Failed("string", "bool"),
        });
        library.Global("dyn", "to_dyn", [Library.A], CelType.Dyn, arguments => arguments[0]);
        library.Global("type", "type", [Library.A], CelType.TypeOf(Library.A), arguments => CelValue.Of(arguments[0].Type));
        ToTimes(library);
    }

    private static CelValue Failed(string from, string to) => CelValue.Error($"type conversion error from '{from}' to '{to}'");

    private static void ToInt(Library library)
    {
        library.Global("int", "int64_to_int64", [CelType.Int], CelType.Int, arguments => arguments[0]);
        library.Global("int", "uint64_to_int64", [CelType.Uint], CelType.Int, arguments =>
            arguments[0].AsUint > long.MaxValue ? Library.Error("integer overflow") : CelValue.Of((long)arguments[0].AsUint));
        library.Global("int", "double_to_int64", [CelType.Double], CelType.Int, arguments =>
            arguments[0].AsDouble is > -9223372036854775808.0 and < 9223372036854775808.0 and var value
                ? CelValue.Of((long)value)
                : Library.Error("integer overflow"));
        library.Global("int", "string_to_int64", [CelType.String], CelType.Int, arguments =>
            long.TryParse(arguments[0].AsString, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? CelValue.Of(value)
                : Failed("string", "int"));
        library.Global("int", "timestamp_to_int64", [CelType.Timestamp], CelType.Int, arguments => CelValue.Of(arguments[0].AsTimestamp.Seconds));
        library.Global("int", "duration_to_int64", [CelType.Duration], CelType.Int, arguments => CelValue.Of(arguments[0].AsDuration));
    }

    private static void ToUint(Library library)
    {
        library.Global("uint", "uint64_to_uint64", [CelType.Uint], CelType.Uint, arguments => arguments[0]);
        library.Global("uint", "int64_to_uint64", [CelType.Int], CelType.Uint, arguments =>
            arguments[0].AsInt < 0 ? Library.Error("unsigned integer overflow") : CelValue.Of((ulong)arguments[0].AsInt));
        library.Global("uint", "double_to_uint64", [CelType.Double], CelType.Uint, arguments =>
            arguments[0].AsDouble is >= 0 and < 18446744073709551616.0 and var value
                ? CelValue.Of((ulong)value)
                : Library.Error("unsigned integer overflow"));
        library.Global("uint", "string_to_uint64", [CelType.String], CelType.Uint, arguments =>
            ulong.TryParse(arguments[0].AsString, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                ? CelValue.Of(value)
                : Failed("string", "uint"));
    }

    private static void ToDouble(Library library)
    {
        library.Global("double", "double_to_double", [CelType.Double], CelType.Double, arguments => arguments[0]);
        library.Global("double", "int64_to_double", [CelType.Int], CelType.Double, arguments => CelValue.Of((double)arguments[0].AsInt));
        library.Global("double", "uint64_to_double", [CelType.Uint], CelType.Double, arguments => CelValue.Of((double)arguments[0].AsUint));
        library.Global("double", "string_to_double", [CelType.String], CelType.Double, arguments => arguments[0].AsString switch
        {
            "NaN" => CelValue.Of(double.NaN),
            "Inf" or "+Inf" or "Infinity" or "+Infinity" => CelValue.Of(double.PositiveInfinity),
            "-Inf" or "-Infinity" => CelValue.Of(double.NegativeInfinity),
            var text => double.TryParse(text, NumberStyles.Float & ~(NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite), CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                ? CelValue.Of(value)
                : Failed("string", "double"),
        });
    }

    private static void ToText(Library library)
    {
        library.Global("string", "string_to_string", [CelType.String], CelType.String, arguments => arguments[0]);
        library.Global("string", "bool_to_string", [CelType.Bool], CelType.String, arguments => CelValue.Of(arguments[0].IsTrue ? "true" : "false"));
        library.Global("string", "int64_to_string", [CelType.Int], CelType.String, arguments =>
            CelValue.Of(arguments[0].AsInt.ToString(CultureInfo.InvariantCulture)));
        library.Global("string", "uint64_to_string", [CelType.Uint], CelType.String, arguments =>
            CelValue.Of(arguments[0].AsUint.ToString(CultureInfo.InvariantCulture)));
        library.Global("string", "double_to_string", [CelType.Double], CelType.String, arguments => CelValue.Of(Doubles.Text(arguments[0].AsDouble)));
        library.Global("string", "timestamp_to_string", [CelType.Timestamp], CelType.String, arguments =>
            CelValue.Of(Timestamps.Text(arguments[0].AsTimestamp)));
        library.Global("string", "duration_to_string", [CelType.Duration], CelType.String, arguments =>
            CelValue.Of(Durations.Text(arguments[0].AsDuration)));
        library.Global(
            "string",
            "bytes_to_string",
            [CelType.Bytes],
            CelType.String,
            arguments => Decode(arguments[0].AsBytes.Span),
            CommonCosts.Traversal(),
            site =>
            {
                var size = site.SizeOf(site[0]);
                return new CallEstimate(size.MultiplyByFactor(CostFactors.Traversal), new SizeEstimate(size.Min / 4, size.Max));
            });
    }

    private static CelValue Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return CelValue.Of(StrictUtf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            return Library.Error("invalid UTF-8 in bytes, cannot convert to string");
        }
    }

    private static void ToBytes(Library library)
    {
        library.Global("bytes", "bytes_to_bytes", [CelType.Bytes], CelType.Bytes, arguments => arguments[0]);
        library.Global(
            "bytes",
            "string_to_bytes",
            [CelType.String],
            CelType.Bytes,
            arguments => CelValue.Of(Encoding.UTF8.GetBytes(arguments[0].AsString)),
            CommonCosts.Traversal(),
            site =>
            {
                var size = site.SizeOf(site[0]);
                return new CallEstimate(size.MultiplyByFactor(CostFactors.Traversal), new SizeEstimate(size.Min, Saturating.Multiply(size.Max, 4UL)));
            });
    }

    private static void ToTimes(Library library)
    {
        library.Global("duration", "duration_to_duration", [CelType.Duration], CelType.Duration, arguments => arguments[0]);
        library.Global("duration", "int64_to_duration", [CelType.Int], CelType.Duration, arguments => CelValue.OfDuration(arguments[0].AsInt));
        library.Global("duration", "string_to_duration", [CelType.String], CelType.Duration, arguments =>
            Durations.Parse(arguments[0].AsString) is { } value
                ? CelValue.OfDuration(value)
                : Failed("string", "google.protobuf.Duration"));
        library.Global("timestamp", "timestamp_to_timestamp", [CelType.Timestamp], CelType.Timestamp, arguments => arguments[0]);
        library.Global("timestamp", "int64_to_timestamp", [CelType.Int], CelType.Timestamp, arguments =>
            arguments[0].AsInt is >= CelTimestamp.MinSeconds and <= CelTimestamp.MaxSeconds and var seconds
                ? CelValue.Of(new CelTimestamp(seconds, 0))
                : Library.Error("timestamp overflow"));
        library.Global("timestamp", "string_to_timestamp", [CelType.String], CelType.Timestamp, arguments =>
            Timestamps.Parse(arguments[0].AsString) is { } value
                ? CelValue.Of(value)
                : Failed("string", "google.protobuf.Timestamp"));
    }
}

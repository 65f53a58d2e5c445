using System.Globalization;

namespace KubeSharp.Api.Json;

/// <summary>Floating point numbers as Go's encoder writes them: shortest digits, an exponent only below 1e-6 and from 1e21.</summary>
internal static class GoFloat
{
    public static int Format(double value, Span<byte> target)
    {
        var text = Format(value);
        return System.Text.Encoding.ASCII.GetBytes(text, target);
    }

    private static string Format(double value)
    {
        if (value == 0)
        {
            return double.IsNegative(value) ? "-0" : "0";
        }

        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        var (digits, exponent) = Parts(shortest);
        var sign = value < 0 ? "-" : "";
        var magnitude = Math.Abs(value);
        if (magnitude is < 1e-6 or >= 1e21)
        {
            var mantissa = digits.Length == 1 ? digits : digits[0] + "." + digits[1..];
            return $"{sign}{mantissa}e{(exponent < 0 ? "-" : "+")}{Math.Abs(exponent).ToString(CultureInfo.InvariantCulture)}";
        }

        if (exponent < 0)
        {
            return sign + "0." + new string('0', -exponent - 1) + digits;
        }

        return digits.Length <= exponent + 1
            ? sign + digits + new string('0', exponent + 1 - digits.Length)
            : sign + digits[..(exponent + 1)] + "." + digits[(exponent + 1)..];
    }

    /// <summary>The significant digits and the power of ten of the first of them.</summary>
    private static (string Digits, int Exponent) Parts(string shortest)
    {
        var text = shortest.TrimStart('-');
        var exponent = 0;
        if (text.IndexOf('E') is >= 0 and var e)
        {
            exponent = int.Parse(text.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
            text = text[..e];
        }

        var point = text.IndexOf('.');
        point = point < 0 ? text.Length : point;
        var digits = text.Replace(".", "", StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        return (digits.Trim('0'), exponent + point - leading - 1);
    }
}

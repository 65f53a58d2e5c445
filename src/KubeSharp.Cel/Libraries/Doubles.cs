using System.Globalization;

namespace KubeSharp.Cel.Libraries;

/// <summary>Doubles as text.</summary>
internal static class Doubles
{
    /// <summary>As Go's <c>%g</c> with the fewest digits: exponents from 21 digits on and below a ten thousandth.</summary>
    public static string Text(double value)
    {
        if (double.IsNaN(value))
        {
            return "NaN";
        }

        if (double.IsInfinity(value))
        {
            return value > 0 ? "+Inf" : "-Inf";
        }

        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var at = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = at < 0 ? Exponent(value) : int.Parse(text.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent is >= -4 and < 21)
        {
            return at < 0 ? text : value.ToString("F" + Math.Max(0, Digits(text, at) - exponent - 1), CultureInfo.InvariantCulture);
        }

        var mantissa = at < 0 ? value.ToString("E16", CultureInfo.InvariantCulture) : text[..at];
        if (at < 0)
        {
            mantissa = mantissa[..mantissa.IndexOf('E', StringComparison.Ordinal)].TrimEnd('0').TrimEnd('.');
        }

        return $"{mantissa}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
    }

    private static int Exponent(double value) => value == 0 ? 0 : (int)Math.Floor(Math.Log10(Math.Abs(value)));

    private static int Digits(string text, int end) => text.AsSpan(0, end).ToString().Count(char.IsAsciiDigit);
}

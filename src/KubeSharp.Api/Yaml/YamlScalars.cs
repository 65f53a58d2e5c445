using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using KubeSharp.Api.Documents;

namespace KubeSharp.Api.Yaml;

/// <summary>What a plain scalar means in YAML 1.1, by upstream's reading.</summary>
internal static partial class YamlScalars
{
    public static DocScalar Resolve(string text)
    {
        switch (text)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return DocScalar.Null;
            case "true" or "True" or "TRUE" or "y" or "Y" or "yes" or "Yes" or "YES" or "on" or "On" or "ON":
                return DocScalar.True;
            case "false" or "False" or "FALSE" or "n" or "N" or "no" or "No" or "NO" or "off" or "Off" or "OFF":
                return DocScalar.False;
            case ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF" or "-.inf" or "-.Inf" or "-.INF" or ".nan" or ".NaN" or ".NAN":
                throw new DecodeException($"error converting YAML to JSON: json: unsupported value: {text}");
        }

        if (text[0] is not ('+' or '-' or '.' or (>= '0' and <= '9')))
        {
            return new DocScalar(text);
        }

        return Integer(text.Replace("_", "", StringComparison.Ordinal)) ?? Float(text) ?? new DocScalar(text);
    }

    /// <summary>Whether the text would be read as something other than a string.</summary>
    public static bool IsAmbiguous(string text) => text.StartsWith('.') || Resolve(text).Kind != DocScalarKind.String;

    private static DocScalar? Integer(string text)
    {
        var sign = text.StartsWith('-') ? "-" : "";
        var digits = text.TrimStart('+', '-');
        if (text.Length - digits.Length > 1 || digits.Length is 0 or > 64 || !char.IsAsciiDigit(digits[0]))
        {
            return null;
        }

        BigInteger value;
        if (digits.Length > 1 && digits[0] == '0')
        {
            var radix = digits[1] switch { 'x' or 'X' => 16, 'b' or 'B' => 2, 'o' or 'O' => 8, _ => 0 };
            var body = radix == 0 ? digits[1..] : digits[2..];
            if (!TryRadix(body, radix == 0 ? 8 : radix, out value))
            {
                return null;
            }
        }
        else if (!BigInteger.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value))
        {
            return null;
        }

        value = sign.Length > 0 ? -value : value;
        if (value < long.MinValue || value > ulong.MaxValue)
        {
            return null;
        }

        return DocScalar.NumberText(value.ToString(CultureInfo.InvariantCulture));
    }

    private static bool TryRadix(string digits, int radix, out BigInteger value)
    {
        value = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiHexDigit(c) || Convert.ToInt32(c.ToString(), 16) is var digit && digit >= radix)
            {
                return false;
            }

            value = (value * radix) + digit;
        }

        return digits.Length > 0;
    }

    private static DocScalar? Float(string text)
    {
        if (!FloatShape().IsMatch(text)
            || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            || !double.IsFinite(value))
        {
            return null;
        }

        Span<byte> written = stackalloc byte[512];
        return DocScalar.NumberText(System.Text.Encoding.ASCII.GetString(written[..Json.GoFloat.Format(value, written)]));
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex FloatShape();
}

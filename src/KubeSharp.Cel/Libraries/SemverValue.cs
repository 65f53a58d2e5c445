using System.Globalization;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>A version by semver.org 2.0.0.</summary>
internal sealed class SemverValue : CelObject, IComparable<SemverValue>
{
    private readonly string[] _preRelease;
    private readonly string _build;

    private SemverValue(ulong major, ulong minor, ulong patch, string[] preRelease, string build)
    {
        Major = major;
        Minor = minor;
        Patch = patch;
        _preRelease = preRelease;
        _build = build;
    }

    public static CelType SemverType { get; } = CelType.Opaque("kubernetes.Semver");

    public override CelType Type => SemverType;

    public ulong Major { get; }

    public ulong Minor { get; }

    public ulong Patch { get; }

    /// <summary>Null if the text is no version; <paramref name="error"/> tells why.</summary>
    /// <param name="text">The version.</param>
    /// <param name="normalize">Allows a leading v, leading zeros, and missing minor and patch numbers.</param>
    /// <param name="error">Why it is none.</param>
    public static SemverValue? Parse(string text, bool normalize, out string error)
    {
        var rest = normalize ? Normalize(text) : text;
        error = "";
        if (rest.Length == 0)
        {
            error = "Version string empty";
            return null;
        }

        var plus = rest.IndexOf('+', StringComparison.Ordinal);
        var build = plus < 0 ? "" : rest[(plus + 1)..];
        rest = plus < 0 ? rest : rest[..plus];
        var dash = rest.IndexOf('-', StringComparison.Ordinal);
        string[] pre = dash < 0 ? [] : rest[(dash + 1)..].Split('.');
        var numbers = (dash < 0 ? rest : rest[..dash]).Split('.');
        if (numbers.Length != 3)
        {
            error = "No Major.Minor.Patch elements found";
            return null;
        }

        var parsed = new ulong[3];
        for (var i = 0; i < 3; i++)
        {
            if (!IsNumber(numbers[i], out parsed[i]))
            {
                error = $"Invalid character(s) found in {(i == 0 ? "major" : i == 1 ? "minor" : "patch")} number \"{numbers[i]}\"";
                return null;
            }
        }

        if (pre.Any(part => !IsIdentifier(part) || (IsDigits(part) && part.Length > 1 && part[0] == '0'))
            || (plus >= 0 && build.Split('.').Any(part => !IsIdentifier(part))))
        {
            error = "Invalid character(s) found in prerelease or build metadata";
            return null;
        }

        return new SemverValue(parsed[0], parsed[1], parsed[2], pre, build);
    }

    public int CompareTo(SemverValue? other)
    {
        if (other is null)
        {
            return 1;
        }

        var order = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        if (order != 0 || (_preRelease.Length == 0 && other._preRelease.Length == 0))
        {
            return order;
        }

        if (_preRelease.Length == 0 || other._preRelease.Length == 0)
        {
            return _preRelease.Length == 0 ? 1 : -1;
        }

        for (var i = 0; i < Math.Min(_preRelease.Length, other._preRelease.Length); i++)
        {
            if (ComparePart(_preRelease[i], other._preRelease[i]) is not 0 and var part)
            {
                return part;
            }
        }

        return _preRelease.Length.CompareTo(other._preRelease.Length);
    }

    public override bool EqualTo(CelObject other) => other is SemverValue version && CompareTo(version) == 0;

    public override string ToString()
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");
        text = _preRelease.Length == 0 ? text : $"{text}-{string.Join('.', _preRelease)}";
        return _build.Length == 0 ? text : $"{text}+{_build}";
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.AsSpan().IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsNumber(string text, out ulong number)
    {
        number = 0;
        return IsDigits(text) && (text.Length == 1 || text[0] != '0') && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    private static bool IsIdentifier(string text) => text.Length > 0 && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static int ComparePart(string left, string right)
    {
        var (a, b) = (IsDigits(left), IsDigits(right));
        if (a && b)
        {
            return left.Length != right.Length ? left.Length.CompareTo(right.Length) : Math.Sign(string.CompareOrdinal(left, right));
        }

        return a != b ? (a ? -1 : 1) : Math.Sign(string.CompareOrdinal(left, right));
    }

    private static string Normalize(string text)
    {
        var rest = text.StartsWith('v') ? text[1..] : text;
        var end = rest.IndexOfAny(['-', '+']);
        var (numbers, suffix) = end < 0 ? (rest, "") : (rest[..end], rest[end..]);
        List<string> parts = [.. numbers.Split('.').Select(part => IsDigits(part) ? part.TrimStart('0').PadLeft(1, '0') : part)];
        while (parts.Count < 3 && suffix.Length == 0)
        {
            parts.Add("0");
        }

        return string.Join('.', parts) + suffix;
    }
}

using System.Globalization;

namespace KubeSharp.ApiServer.Admission.PodSecurity;

/// <summary>A level as of a Kubernetes release; <see cref="Minor"/> is null for the latest.</summary>
internal readonly record struct LevelVersion(PodSecurityLevel Level, int? Minor)
{
    public static LevelVersion Privileged => new(PodSecurityLevel.Privileged, null);

    public static bool TryParseLevel(string text, out PodSecurityLevel level)
    {
        (var known, level) = text switch
        {
            "privileged" => (true, PodSecurityLevel.Privileged),
            "baseline" => (true, PodSecurityLevel.Baseline),
            "restricted" => (true, PodSecurityLevel.Restricted),
            _ => (false, PodSecurityLevel.Restricted),
        };
        return known;
    }

    public static bool TryParseVersion(string text, out int? minor)
    {
        minor = null;
        if (text == "latest")
        {
            return true;
        }

        if (text.StartsWith("v1.", StringComparison.Ordinal)
            && int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (number > 0 ? text[3] != '0' : text.Length == 4))
        {
            minor = number;
            return true;
        }

        return false;
    }

    /// <summary>Whether a rule that came with release 1.<paramref name="minor"/> belongs to this version.</summary>
    public bool Includes(int minor) => Minor is null || Minor >= minor;

    public override string ToString() =>
        Level.ToString().ToLowerInvariant() + ":" + (Minor is { } minor ? "v1." + minor.ToString(CultureInfo.InvariantCulture) : "latest");
}

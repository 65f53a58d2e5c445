using System.Globalization;

namespace KubeSharp.ApiServer.Discovery;

/// <summary>Versions as Kubernetes prefers them: v2, v1, v1beta2, v1beta1, v1alpha1, and then whatever has another form, by name.</summary>
internal sealed class VersionOrder : IComparer<string>
{
    public static readonly VersionOrder Instance = new();

    public int Compare(string? x, string? y)
    {
        var (left, right) = (Parse(x!), Parse(y!));
        return left.Stage != right.Stage ? left.Stage.CompareTo(right.Stage)
            : left.Major != right.Major ? right.Major.CompareTo(left.Major)
            : left.Minor != right.Minor ? right.Minor.CompareTo(left.Minor)
            : string.CompareOrdinal(x, y);
    }

    /// <summary>Stage 0 is stable, 1 beta, 2 alpha, 3 anything else.</summary>
    private static (int Stage, int Major, int Minor) Parse(string version)
    {
        var stage = version.Contains("alpha", StringComparison.Ordinal) ? 2 : version.Contains("beta", StringComparison.Ordinal) ? 1 : 0;
        var parts = version.Split(["alpha", "beta"], StringSplitOptions.None);
        return parts[0].StartsWith('v')
            && int.TryParse(parts[0].AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var major)
            && (parts.Length == 1 ? 0 : int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1) is var minor and >= 0
                ? (stage, major, minor)
                : (3, 0, 0);
    }
}

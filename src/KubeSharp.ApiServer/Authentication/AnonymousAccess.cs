namespace KubeSharp.ApiServer.Authentication;

/// <summary>Whether, and on which paths, requests without credentials get through as system:anonymous (KEP-4633).</summary>
/// <param name="Enabled">Whether at all.</param>
/// <param name="Paths">The only paths; empty for all.</param>
internal sealed record AnonymousAccess(bool Enabled, IReadOnlyList<string> Paths)
{
    public static AnonymousAccess Everywhere { get; } = new(true, []);

    public static AnonymousAccess Nowhere { get; } = new(false, []);

    public bool Allows(string path) => Enabled && (Paths.Count == 0 || Paths.Contains(path));
}

namespace KubeSharp.ApiServer.Encryption;

/// <summary>How certain resources are stored.</summary>
/// <param name="Resources">secrets, deployments.apps, *.apps, *. (the core group) or *.* (all).</param>
/// <param name="Ciphers">The first one writes.</param>
internal sealed record EncryptionRule(IReadOnlyList<string> Resources, IReadOnlyList<PrefixedCipher> Ciphers)
{
    public bool Covers(string group, string resource) => Resources.Any(pattern => pattern switch
    {
        "*.*" => true,
        ['*', '.', .. var ofGroup] => ofGroup == group,
        _ => pattern == (group.Length == 0 ? resource : $"{resource}.{group}"),
    });
}

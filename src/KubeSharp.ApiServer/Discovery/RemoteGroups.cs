using KubeSharp.Api.Apidiscovery.V2;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Discovery;

/// <summary>Adds the group versions of extension servers to the documents of this server's own.</summary>
internal static class RemoteGroups
{
    /// <summary>The group of /apis/GROUP; null if nobody serves it.</summary>
    public static APIGroup? Find(DiscoverySource source, IReadOnlyList<RemoteVersion> remote, string group)
    {
        var own = source.Find(group);
        var others = Of(remote, group);
        if (own is null)
        {
            return others.Count == 0 ? null : new APIGroup { Name = group, Versions = [.. others], PreferredVersion = others[0] };
        }

        var document = LegacyDocuments.Group(own);
        return others.Count == 0 ? document : document with { Versions = [.. document.Versions, .. others] };
    }

    public static APIGroupList List(DiscoverySource source, IReadOnlyList<RemoteVersion> remote) => new()
    {
        Groups = [.. Names(source, remote).Select(group => Find(source, remote, group)!)],
    };

    public static APIGroupDiscoveryList Aggregated(DiscoverySource source, IReadOnlyList<RemoteVersion> remote)
    {
        var own = AggregatedDocument.Make(source.Groups.Where(group => group.Name.Length > 0)).Items.ToDictionary(group => group.Metadata.Name);
        return new APIGroupDiscoveryList
        {
            Items =
            [
                .. Names(source, remote).Select(group =>
                {
                    var versions = Ordered(remote, group).Select(version => version.Document);
                    return own.TryGetValue(group, out var document)
                        ? document with { Versions = [.. document.Versions, .. versions] }
                        : new APIGroupDiscovery { Metadata = new ObjectMeta { Name = group }, Versions = [.. versions] };
                }),
            ],
        };
    }

    private static IEnumerable<string> Names(DiscoverySource source, IReadOnlyList<RemoteVersion> remote) => source.Groups
        .Where(group => group.Name.Length > 0)
        .Select(group => (group.Name, group.Priority))
        .Concat(remote.Select(version => (Name: version.Group, Priority: version.GroupPriority)))
        .GroupBy(group => group.Name)
        .OrderByDescending(group => group.Max(candidate => candidate.Priority))
        .ThenBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => group.Key);

    private static IOrderedEnumerable<RemoteVersion> Ordered(IReadOnlyList<RemoteVersion> remote, string group) => remote
        .Where(version => version.Group == group)
        .OrderByDescending(version => version.VersionPriority)
        .ThenBy(version => version.Document.Version, StringComparer.Ordinal);

    private static List<GroupVersionForDiscovery> Of(IReadOnlyList<RemoteVersion> remote, string group) =>
    [
        .. Ordered(remote, group).Select(version => new GroupVersionForDiscovery
        {
            GroupVersion = group + "/" + version.Document.Version,
            Version = version.Document.Version,
        }),
    ];
}

using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Handlers.Lists;

/// <summary>One page of a list: entries of one snapshot in key order.</summary>
internal sealed record ListResult(ListMeta Metadata, IReadOnlyList<Entry> Entries)
{
    public long StoredBytes => Entries.Sum(static entry => (long)entry.Stored.Length);
}

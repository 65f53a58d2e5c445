using KubeSharp.ApiServer.Cache.Labels;
using KubeSharp.Storage.Collections;

namespace KubeSharp.ApiServer.Cache;

/// <summary>All entries of a resource as of a revision: every change up to it and none after it.</summary>
/// <param name="Revision">The revision.</param>
/// <param name="Entries">By their keys.</param>
/// <param name="Indexes">The same entries by the labels that lists often select by.</param>
internal sealed record ResourceSnapshot(long Revision, SortedMap<Entry> Entries, params LabelIndex[] Indexes);

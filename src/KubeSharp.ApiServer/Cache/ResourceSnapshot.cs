using KubeSharp.Storage.Collections;

namespace KubeSharp.ApiServer.Cache;

/// <summary>All entries of a resource as of a revision: every change up to it and none after it.</summary>
internal sealed record ResourceSnapshot(long Revision, SortedMap<Entry> Entries);

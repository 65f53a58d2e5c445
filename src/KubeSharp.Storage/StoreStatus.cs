namespace KubeSharp.Storage;

/// <summary>The state of a store.</summary>
/// <param name="Version">The store's kind and version, for people.</param>
/// <param name="Revision">The current revision.</param>
/// <param name="CompactRevision">The revision below which history is gone; 0 before the first compaction.</param>
/// <param name="DatabaseSize">Bytes allocated on disk.</param>
/// <param name="DatabaseSizeInUse">Bytes of those that hold data.</param>
public sealed record StoreStatus(string Version, long Revision, long CompactRevision, long DatabaseSize, long DatabaseSizeInUse);

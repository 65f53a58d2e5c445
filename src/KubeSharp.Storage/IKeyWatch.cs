using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage;

/// <summary>
/// A running watch. It is enumerated once. The enumeration ends with <see cref="CompactedException"/> when changes that it still owes
/// have been compacted, with <see cref="StoreUnavailableException"/> when the store is lost, and quietly when the watch is disposed. A
/// slow reader holds up neither the store nor other watches.
/// </summary>
public interface IKeyWatch : IAsyncEnumerable<WatchResponse>, IAsyncDisposable
{
    /// <summary>The store's revision when the watch was made.</summary>
    long Revision { get; }

    /// <summary>
    /// Asks for a response without events that says up to which revision the watch has delivered everything. It arrives in
    /// the enumeration, behind the events that it covers.
    /// </summary>
    ValueTask RequestProgressAsync(CancellationToken cancellationToken = default);
}

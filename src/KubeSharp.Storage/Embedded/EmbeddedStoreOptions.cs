namespace KubeSharp.Storage.Embedded;

/// <summary>Where and how large.</summary>
public sealed record EmbeddedStoreOptions
{
    /// <summary>The directory of the store's files; it is made if it does not exist.</summary>
    public required string Directory { get; init; }

    /// <summary>
    /// Superseded bytes that make the store compact itself to about half of them, whatever its clients do. It bounds the
    /// file under churn.
    /// </summary>
    public long HistoryLimit { get; init; } = 128L << 20;

    /// <summary>The most bytes that the database file may take; writes beyond fail with <see cref="Errors.StoreFullException"/>. 0: no limit.</summary>
    public long Quota { get; init; }
}

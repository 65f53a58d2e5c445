namespace KubeSharp.Storage.Embedded;

/// <summary>Where and how large.</summary>
public sealed record EmbeddedStoreOptions
{
    /// <summary>The directory of the store's files; it is made if it does not exist.</summary>
    public required string Directory { get; init; }

    /// <summary>
    /// Superseded bytes that make the store compact itself to about half of them, whatever its clients do. It bounds the
    /// file under churn: to less than 100 MB, since a row of 2 KB takes a page of 4 KB.
    /// </summary>
    public long HistoryLimit { get; init; } = 40L << 20;

    /// <summary>
    /// The bytes from which on puts fail with <see cref="Errors.StoreFullException"/>, until deletions and compaction have made room. 0: no limit
    /// (--quota-backend-bytes).
    /// </summary>
    public long Quota { get; init; }

    /// <summary>History does not fill the quota.</summary>
    internal long EffectiveHistoryLimit => Quota > 0 ? Math.Min(HistoryLimit, Quota / 4) : HistoryLimit;
}

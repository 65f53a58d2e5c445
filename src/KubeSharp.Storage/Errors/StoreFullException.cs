namespace KubeSharp.Storage.Errors;

/// <summary>There is no room for the write. Nothing was changed; reads and deletions of history go on.</summary>
public sealed class StoreFullException(string message, Exception? inner = null) : StoreException(message, inner)
{
    /// <summary>Whether the store refused by its quota, rather than the disk.</summary>
    public bool IsQuota { get; init; }
}

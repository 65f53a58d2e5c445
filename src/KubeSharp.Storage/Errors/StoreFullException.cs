namespace KubeSharp.Storage.Errors;

/// <summary>There is no room for the write. Nothing was changed; reads and deletions of history go on.</summary>
public sealed class StoreFullException(string message, Exception? inner = null) : StoreException(message, inner);

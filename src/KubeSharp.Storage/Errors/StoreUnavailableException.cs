namespace KubeSharp.Storage.Errors;

/// <summary>The store is closed, unreachable or broken. A write that ends with this may or may not have happened.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : StoreException(message, inner);

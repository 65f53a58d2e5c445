namespace KubeSharp.Storage.Errors;

/// <summary>A request that the store could not serve.</summary>
public abstract class StoreException(string message, Exception? inner = null) : Exception(message, inner);

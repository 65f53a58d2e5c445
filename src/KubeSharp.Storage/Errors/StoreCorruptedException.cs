namespace KubeSharp.Storage.Errors;

/// <summary>The data on disk is not what a store writes. Nobody but a person with a backup can help.</summary>
public sealed class StoreCorruptedException(string message, Exception? inner = null) : StoreException(message, inner);

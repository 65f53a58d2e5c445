namespace KubeSharp.Storage.Errors;

/// <summary>A write with more bytes than the store takes at once. Nothing was changed.</summary>
public sealed class RequestTooLargeException(Exception? inner = null) : StoreException("etcdserver: request is too large", inner);

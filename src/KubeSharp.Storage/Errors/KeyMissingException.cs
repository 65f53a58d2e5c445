namespace KubeSharp.Storage.Errors;

/// <summary>A put wants to keep the value or the lease of a key that does not exist. Nothing is changed.</summary>
public sealed class KeyMissingException() : StoreException("there is no key whose value or lease could be kept");

namespace KubeSharp.ApiServer.Cache;

/// <summary>A value cannot be brought into or out of its stored form.</summary>
internal sealed class StoredFormException(string message, Exception? inner = null) : Exception(message, inner);

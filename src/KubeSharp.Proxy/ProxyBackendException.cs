namespace KubeSharp.Proxy;

/// <summary>The system does not do what a back end asks of it.</summary>
internal sealed class ProxyBackendException(string message) : Exception(message);

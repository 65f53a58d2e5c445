namespace KubeSharp.ApiServer.Connect.Proxy;

/// <param name="Address">Scheme, host and port.</param>
/// <param name="Client">How to get there.</param>
internal readonly record struct ProxyTarget(Uri Address, HttpMessageInvoker Client);

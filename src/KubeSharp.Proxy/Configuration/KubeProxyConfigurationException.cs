namespace KubeSharp.Proxy.Configuration;

/// <summary>A KubeProxyConfiguration cannot be used; the message has the field's path.</summary>
public sealed class KubeProxyConfigurationException(string message) : ArgumentException(message);

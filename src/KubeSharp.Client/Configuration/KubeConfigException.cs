namespace KubeSharp.Client.Configuration;

/// <summary>A kubeconfig cannot be used; the message says which and why.</summary>
public sealed class KubeConfigException(string message, Exception? inner = null) : Exception(message, inner);

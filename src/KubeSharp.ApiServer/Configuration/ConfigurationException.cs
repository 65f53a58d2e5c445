namespace KubeSharp.ApiServer.Configuration;

/// <summary>A configuration file cannot be used; the message says where and why.</summary>
public sealed class ConfigurationException(string message, Exception? inner = null) : Exception(message, inner);

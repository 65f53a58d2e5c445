namespace KubeSharp.Proxy.Model;

/// <summary>The node that the proxy works for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Zone">Its zone; empty if it has none, or if that is not known yet.</param>
internal sealed record ProxyNode(string Name, string Zone = "");

namespace KubeSharp.Proxy.Model;

/// <summary>An address that a service port may be sent to.</summary>
/// <param name="Local">It is on this node.</param>
/// <param name="Ready">It takes new connections.</param>
/// <param name="Serving">It still answers, though it may be terminating.</param>
public sealed record Endpoint(string Address, int Port, bool Local, bool Ready, bool Serving, bool Terminating);

namespace KubeSharp.Proxy.Model;

/// <summary>An address that a service port may be sent to.</summary>
/// <param name="Local">It is on this node.</param>
/// <param name="Ready">It takes new connections.</param>
/// <param name="Serving">It still answers, though it may be terminating.</param>
/// <param name="Terminating">It is going.</param>
/// <param name="ForThisNode">Whether it is meant for clients of this node; null if it does not say for whom.</param>
/// <param name="ForThisZone">The same for this node's zone.</param>
public sealed record Endpoint(
    string Address, int Port, bool Local, bool Ready, bool Serving, bool Terminating, bool? ForThisNode = null, bool? ForThisZone = null)
{
    /// <summary>Nobody says that it is on another node.</summary>
    public bool MayBeHere { get => field || Local; init; }
}

namespace KubeSharp.Kubelet.PodWorkers;

/// <summary>A pod cannot be brought to its spec now. The message is shown to users in an event with this reason.</summary>
internal sealed class PodSyncException(string reason, string message) : Exception(message)
{
    public string Reason { get; } = reason;
}

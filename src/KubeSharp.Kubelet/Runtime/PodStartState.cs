using System.Collections.Concurrent;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>What one pod's worker knows about its containers beyond what the runtime says.</summary>
internal sealed class PodStartState
{
    private readonly ConcurrentDictionary<string, (string Reason, string Message)> _waiting = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, bool> _starting = new(StringComparer.Ordinal);

    /// <summary>Why a container is not started.</summary>
    public (string Reason, string Message)? WaitingReason(string container) => _waiting.TryGetValue(container, out var reason) ? reason : null;

    public void SetWaiting(string container, string reason, string message) => _waiting[container] = (reason, message);

    public void ClearWaiting(string container) => _waiting.TryRemove(container, out _);

    /// <summary>Whether the container runs its postStart hook: until that ends it does not count as running.</summary>
    public bool IsStarting(string containerId) => _starting.ContainsKey(containerId);

    public void BeginStarting(string containerId) => _starting[containerId] = true;

    public void EndStarting(string containerId) => _starting.TryRemove(containerId, out _);
}

using System.Collections.Concurrent;

namespace KubeSharp.Kubelet.Probes;

/// <summary>The verdicts on running containers, by container id.</summary>
internal sealed class ProbeResults
{
    private readonly ConcurrentDictionary<(string ContainerId, ProbeKind Kind), ProbeResult> _results = new();

    /// <returns>Null while there is none.</returns>
    public ProbeResult? Get(string containerId, ProbeKind kind) => _results.TryGetValue((containerId, kind), out var result) ? result : null;

    /// <returns>Whether that changed anything.</returns>
    public bool Set(string containerId, ProbeKind kind, ProbeResult result)
    {
        var key = (containerId, kind);
        while (true)
        {
            if (_results.TryGetValue(key, out var before))
            {
                if (before == result)
                {
                    return false;
                }
                if (_results.TryUpdate(key, result, before))
                {
                    return true;
                }
            }
            else if (_results.TryAdd(key, result))
            {
                return true;
            }
        }
    }

    public void Forget(string containerId)
    {
        foreach (var kind in Enum.GetValues<ProbeKind>())
        {
            _results.TryRemove((containerId, kind), out _);
        }
    }
}

using KubeSharp.Api;

namespace KubeSharp.Scheduler.Snapshot;

/// <summary>
/// All placed pods that are the same to affinity and spreading, as a count for each node. A deployment of a thousand replicas is
/// one class: selectors are matched against classes, not pods.
/// </summary>
internal sealed class PodClass(PodClassKey key)
{
    private readonly Dictionary<int, int> _countBySlot = [];

    public string Namespace => key.Namespace;

    public ApiMap<string> Labels => key.Labels;

    public bool Terminating => key.Terminating;

    public PodClassKey Key => key;

    public AffinityTerms Terms { get; } = AffinityTerms.Of(key.Namespace, key.Affinity);

    /// <summary>Number of pods by node slot; only nodes that have some.</summary>
    public IReadOnlyDictionary<int, int> CountBySlot => _countBySlot;

    public bool IsEmpty => _countBySlot.Count == 0;

    public void Add(int slot) => _countBySlot[slot] = _countBySlot.GetValueOrDefault(slot) + 1;

    public void Remove(int slot)
    {
        if (_countBySlot.TryGetValue(slot, out var count))
        {
            if (count == 1)
            {
                _countBySlot.Remove(slot);
            }
            else
            {
                _countBySlot[slot] = count - 1;
            }
        }
    }
}

using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Volumes;

/// <summary>The volumes of one pod. Set-ups and the take-down of a pod exclude each other.</summary>
internal sealed class PodVolumes
{
    private readonly Dictionary<string, VolumeState> _states = new(StringComparer.Ordinal);

    public SemaphoreSlim Exclusive { get; } = new(1, 1);

    /// <summary>The pod as last seen, for refreshing on our own accord; null before its volumes stood for the first time.</summary>
    public Pod? Pod { get; set; }

    /// <summary>Taken down: whoever waited for <see cref="Exclusive"/> has to start anew.</summary>
    public bool IsGone { get; set; }

    public VolumeState State(string volume)
    {
        if (!_states.TryGetValue(volume, out var state))
        {
            _states[volume] = state = new VolumeState();
        }

        return state;
    }
}

using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.PodWorkers;

namespace KubeSharp.Kubelet.PodSources;

/// <summary>Turns a source that tells everything each time into changes.</summary>
internal sealed class PodDiff(IPodSink sink)
{
    private Dictionary<string, Pod> _known = new(StringComparer.Ordinal);

    public void Apply(IEnumerable<Pod> pods)
    {
        var next = new Dictionary<string, Pod>(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            next.TryAdd(pod.Metadata.UID, pod);
        }
        // Removals first: a changed manifest is a new pod of the old one's name.
        foreach (var (uid, pod) in _known)
        {
            if (!next.ContainsKey(uid))
            {
                sink.Remove(pod);
            }
        }
        foreach (var (uid, pod) in next)
        {
            if (!_known.ContainsKey(uid))
            {
                sink.Update(pod);
            }
        }
        _known = next;
    }
}

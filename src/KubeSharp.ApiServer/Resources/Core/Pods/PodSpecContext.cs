using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>What the checks of a pod spec's parts need to know of the whole.</summary>
internal readonly struct PodSpecContext(PodSpec spec, ObjectMeta? podMeta, ApiList<Volume> volumes)
{
    public PodSpec Spec { get; } = spec;

    /// <summary>Metadata of the pod; null when the spec stands in a template.</summary>
    public ObjectMeta? PodMeta { get; } = podMeta;

    /// <summary>The volumes without fault: only these can be mounted.</summary>
    public ApiList<Volume> Volumes { get; } = volumes;

    public bool HostUsers => Spec.HostUsers ?? true;

    public bool IsPod => PodMeta is not null;

    public Volume? FindVolume(string name)
    {
        foreach (var volume in Volumes)
        {
            if (volume.Name == name)
            {
                return volume;
            }
        }

        return null;
    }
}

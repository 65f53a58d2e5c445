using System.Globalization;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>A pod as far as the runtime remembers it, for ending pods whose objects are gone.</summary>
internal static class RuntimePods
{
    public static Pod Reconstruct(RuntimePodStatus status)
    {
        long? grace = null;
        foreach (var container in status.Containers)
        {
            var value = RuntimeLabels.Get(container.Annotations, RuntimeLabels.PodDeletionGracePeriod) is { Length: > 0 } deletion
                ? deletion
                : RuntimeLabels.Get(container.Annotations, RuntimeLabels.PodTerminationGracePeriod);
            if (long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            {
                grace = Math.Max(grace ?? 0, seconds);
            }
        }
        return new Pod
        {
            Metadata = new ObjectMeta { Name = status.Name, Namespace = status.Namespace, UID = status.Uid },
            Spec = new PodSpec
            {
                TerminationGracePeriodSeconds = grace,
                Containers =
                [
                    .. status.Containers.Select(static container => container.Metadata.Name).Distinct(StringComparer.Ordinal)
                        .Select(static name => new Container { Name = name }),
                ],
            },
        };
    }
}

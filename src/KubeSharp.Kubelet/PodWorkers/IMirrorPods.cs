using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.PodWorkers;

/// <summary>The objects by which the API shows static pods.</summary>
internal interface IMirrorPods
{
    /// <summary>Makes the static pod's mirror where it is missing, and replaces one that mirrors something else.</summary>
    Task EnsureAsync(Pod pod, Pod? mirror, CancellationToken cancellationToken);

    /// <summary>Deletes a mirror whose static pod is gone.</summary>
    Task DeleteAsync(Pod mirror, CancellationToken cancellationToken);
}

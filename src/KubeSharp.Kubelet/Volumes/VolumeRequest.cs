using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Volumes;

/// <summary>One volume of one pod, to be set up.</summary>
/// <param name="State">What is kept between calls for this volume, as long as this process runs.</param>
internal sealed record VolumeRequest(Pod Pod, Volume Volume, VolumeState State)
{
    public long? FSGroup => Pod.Spec.SecurityContext?.FSGroup;

    public string? FSGroupChangePolicy => Pod.Spec.SecurityContext?.FSGroupChangePolicy;
}

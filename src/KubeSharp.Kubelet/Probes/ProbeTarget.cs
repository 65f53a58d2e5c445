using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Probes;

/// <summary>One running instance of a container, and the probe it is asked.</summary>
internal sealed record ProbeTarget(Pod Pod, Container Container, string ContainerId, string PodIP, ProbeKind Kind, Probe Probe)
{
    public TimeSpan Timeout => TimeSpan.FromSeconds(Math.Max(1, Probe.TimeoutSeconds));
}

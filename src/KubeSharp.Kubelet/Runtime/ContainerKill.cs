using KubeSharp.Kubelet.Cri;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>One instance to end.</summary>
/// <param name="Status">The instance.</param>
/// <param name="Spec">Its container in the pod, or null where the pod no longer has it.</param>
/// <param name="Reason">Why.</param>
/// <param name="Message">The Killing event's text; empty for the usual one.</param>
internal sealed record ContainerKill(Cri.ContainerStatus Status, Container? Spec, KillReason Reason, string Message);

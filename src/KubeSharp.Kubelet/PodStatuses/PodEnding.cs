namespace KubeSharp.Kubelet.PodStatuses;

/// <summary>Why the kubelet fails a pod.</summary>
/// <param name="Reason">The status's reason: <c>Evicted</c>, <c>DeadlineExceeded</c>, <c>OutOfcpu</c> …</param>
/// <param name="Message">For people.</param>
/// <param name="Disruption">Whether the pod gets a DisruptionTarget condition.</param>
internal sealed record PodEnding(string Reason, string Message, bool Disruption = false);

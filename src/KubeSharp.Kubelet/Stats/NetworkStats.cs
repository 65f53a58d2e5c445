namespace KubeSharp.Kubelet.Stats;

/// <param name="Default">The interface that leads out; also one of <paramref name="Interfaces"/>.</param>
internal sealed record NetworkStats(DateTimeOffset Time, InterfaceStats? Default, IReadOnlyList<InterfaceStats> Interfaces);

namespace KubeSharp.Kubelet.Stats;

/// <summary>Counters of a network interface since it exists.</summary>
internal sealed record InterfaceStats(string Name, long RxBytes, long RxErrors, long TxBytes, long TxErrors);

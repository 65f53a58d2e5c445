namespace KubeSharp.Kubelet.Nodes;

/// <summary>What the node is short of.</summary>
internal readonly record struct NodePressure(bool Memory, bool Disk, bool Pid);

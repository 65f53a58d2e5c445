namespace KubeSharp.Addons.ResourceMetrics;

/// <summary>What a kubelet has reported at one time.</summary>
internal sealed record NodeReading(ResourcePoint? Node, IReadOnlyDictionary<ContainerName, ResourcePoint> Containers);

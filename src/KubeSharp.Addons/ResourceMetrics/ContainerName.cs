namespace KubeSharp.Addons.ResourceMetrics;

internal readonly record struct ContainerName(string Namespace, string Pod, string Container);

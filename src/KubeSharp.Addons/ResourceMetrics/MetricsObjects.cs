using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Metrics.V1beta1;

namespace KubeSharp.Addons.ResourceMetrics;

/// <summary>Objects of metrics.k8s.io, from nodes and pods and what they use.</summary>
internal sealed class MetricsObjects(UsageStore store)
{
    private const long KibiByte = 1024;

    /// <summary>Null if nothing is known of the node yet.</summary>
    public NodeMetrics? Of(Node node) => store.OfNode(node.Metadata.Name) is { } use
        ? new NodeMetrics
        {
            Metadata = Metadata(node.Metadata, use),
            Timestamp = use.Time,
            Window = use.Window,
            Usage = Usage(use),
        }
        : null;

    /// <summary>Null unless something is known of every container that runs.</summary>
    public PodMetrics? Of(Pod pod)
    {
        var running = pod.Status.ContainerStatuses.Concat(pod.Status.InitContainerStatuses)
            .Where(container => container.State.Running is not null)
            .Select(container => container.Name)
            .ToList();
        if (running.Count == 0)
        {
            return null;
        }

        var containers = new List<(string Name, ResourceUse Use)>();
        foreach (var name in running)
        {
            if (store.OfContainer(pod.Spec.NodeName, new ContainerName(pod.Metadata.Namespace, pod.Metadata.Name, name)) is not { } use)
            {
                return null;
            }

            containers.Add((name, use));
        }

        var oldest = containers.MinBy(container => container.Use.Time).Use;
        return new PodMetrics
        {
            Metadata = Metadata(pod.Metadata, oldest),
            Timestamp = oldest.Time,
            Window = oldest.Window,
            Containers = [.. containers.Select(container => new ContainerMetrics { Name = container.Name, Usage = Usage(container.Use) })],
        };
    }

    private static ObjectMeta Metadata(ObjectMeta of, ResourceUse use) => new()
    {
        Name = of.Name,
        Namespace = of.Namespace,
        Labels = of.Labels,
        CreationTimestamp = use.Time,
    };

    private static ApiMap<Quantity> Usage(ResourceUse use) => ApiMap<Quantity>.From(
    [
        new("cpu", Quantity.FromNano(use.NanoCores)),
        new("memory", new Quantity(use.MemoryBytes / KibiByte * KibiByte, QuantityFormat.BinarySI)),
    ]);
}

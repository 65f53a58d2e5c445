using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>Prefers nodes that have the pod's images, the more so the larger they are; an image that few nodes have counts for less.</summary>
internal sealed class ImageLocality : IScorePlugin
{
    private const long MinThreshold = 23L * 1024 * 1024;
    private const long MaxThresholdPerContainer = 1000L * 1024 * 1024;

    public string Name => "ImageLocality";

    public int Weight => 1;

    public bool Score(PodInfo pod, NodeTable nodes, NodeBits feasible, Span<long> scores)
    {
        var spec = pod.Pod.Spec;
        string[] images = [.. spec.InitContainers.Concat(spec.Containers).Select(container => Normalize(container.Image)).Where(image => nodes.NodesWithImage(image) > 0)];
        if (images.Length == 0)
        {
            return false;
        }

        var maxThreshold = MaxThresholdPerContainer * (spec.Containers.Count + spec.InitContainers.Count);
        foreach (var slot in feasible)
        {
            long sum = 0;
            foreach (var image in images)
            {
                if (nodes.Images[slot] is { } here && here.TryGetValue(image, out var size))
                {
                    sum += size * nodes.NodesWithImage(image) / nodes.NodeCount;
                }
            }

            sum = Math.Clamp(sum, MinThreshold, maxThreshold);
            scores[slot] = Normalization.MaxScore * (sum - MinThreshold) / (maxThreshold - MinThreshold);
        }

        return true;
    }

    /// <summary>A name without tag or digest means the tag latest.</summary>
    private static string Normalize(string image) => image.LastIndexOf(':') <= image.LastIndexOf('/') ? image + ":latest" : image;
}

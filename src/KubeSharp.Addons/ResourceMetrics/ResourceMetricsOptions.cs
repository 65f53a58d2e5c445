using System.Net;

namespace KubeSharp.Addons.ResourceMetrics;

public sealed record ResourceMetricsOptions
{
    /// <summary>Where the API server reaches this one, HTTPS; port 0 takes a free one.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>The node that this server runs on, for its endpoint.</summary>
    public required string NodeName { get; init; }

    /// <summary>How often the kubelets are asked.</summary>
    public TimeSpan MetricResolution { get; init; } = TimeSpan.FromSeconds(15);
}

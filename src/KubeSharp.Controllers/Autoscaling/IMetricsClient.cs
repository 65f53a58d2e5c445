using KubeSharp.Api.Autoscaling.V2;

namespace KubeSharp.Controllers.Autoscaling;

/// <summary>The three metrics APIs. All values are in thousandths; all methods throw <see cref="MetricException"/> where there are none.</summary>
internal interface IMetricsClient
{
    /// <summary>metrics.k8s.io: use of a resource by pod; of one container if <paramref name="container"/> is not empty.</summary>
    ValueTask<Dictionary<string, PodSample>> ResourceAsync(string ns, string selector, string resource, string container, CancellationToken cancellationToken);

    /// <summary>custom.metrics.k8s.io: a metric of each pod.</summary>
    ValueTask<Dictionary<string, PodSample>> PodsAsync(string ns, string selector, MetricIdentifier metric, CancellationToken cancellationToken);

    /// <summary>custom.metrics.k8s.io: a metric of one object.</summary>
    ValueTask<long> ObjectAsync(string ns, CrossVersionObjectReference described, MetricIdentifier metric, CancellationToken cancellationToken);

    /// <summary>external.metrics.k8s.io: the sum over all series of a metric.</summary>
    ValueTask<long> ExternalAsync(string ns, MetricIdentifier metric, CancellationToken cancellationToken);
}

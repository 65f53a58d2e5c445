using KubeSharp.Api.Autoscaling.V2;
using KubeSharp.Controllers.Autoscaling;

namespace KubeSharp.Controllers.Tests.Autoscaling;

/// <summary>Metrics that the test says.</summary>
internal sealed class FakeMetrics(TimeProvider time) : IMetricsClient
{
    /// <summary>Thousandths, by pod.</summary>
    public Dictionary<string, long> Pods { get; } = [];

    public long? Single { get; set; }

    public string? Failure { get; set; }

    public ValueTask<Dictionary<string, PodSample>> ResourceAsync(
        string ns, string selector, string resource, string container, CancellationToken cancellationToken) => Samples();

    public ValueTask<Dictionary<string, PodSample>> PodsAsync(string ns, string selector, MetricIdentifier metric, CancellationToken cancellationToken) => Samples();

    public ValueTask<long> ObjectAsync(string ns, CrossVersionObjectReference described, MetricIdentifier metric, CancellationToken cancellationToken) => One();

    public ValueTask<long> ExternalAsync(string ns, MetricIdentifier metric, CancellationToken cancellationToken) => One();

    private ValueTask<long> One() => new(Single ?? throw new MetricException("no metrics returned from external metrics API"));

    private ValueTask<Dictionary<string, PodSample>> Samples() => Failure is null
        ? new(Pods.ToDictionary(static entry => entry.Key, entry => new PodSample(entry.Value, time.GetUtcNow(), TimeSpan.FromSeconds(15))))
        : throw new MetricException(Failure);
}

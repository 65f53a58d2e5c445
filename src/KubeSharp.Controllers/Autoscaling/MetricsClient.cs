using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V2;
using KubeSharp.Api.CustomMetrics.V1beta2;
using KubeSharp.Api.ExternalMetrics.V1beta1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Metrics.V1beta1;
using KubeSharp.Client;
using KubeSharp.Controllers.Scaling;
using MetricIdentifier = KubeSharp.Api.Autoscaling.V2.MetricIdentifier;

namespace KubeSharp.Controllers.Autoscaling;

/// <summary>The metrics APIs, as extension servers serve them behind the API server.</summary>
internal sealed class MetricsClient(KubeClient client, ServedKinds kinds) : IMetricsClient
{
    private const string CustomMetrics = "custom.metrics.k8s.io";
    private const string ExternalMetrics = "external.metrics.k8s.io";

    /// <summary>The time that a custom metric stands for if it does not say.</summary>
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromMinutes(1);

    public async ValueTask<Dictionary<string, PodSample>> ResourceAsync(
        string ns, string selector, string resource, string container, CancellationToken cancellationToken)
    {
        var request = new ApiRequest
        {
            Verb = ApiVerb.List,
            Resource = ApiResources.Of<PodMetrics>(),
            Namespace = ns,
            Options = new ListOptions { LabelSelector = selector },
        };
        var answer = await SendAsync<PodMetricsList>(request, "resource", cancellationToken).ConfigureAwait(false);
        if (answer.Items.Count == 0)
        {
            throw new MetricException("no metrics returned from resource metrics API");
        }

        Dictionary<string, PodSample> samples = new(StringComparer.Ordinal);
        foreach (var pod in answer.Items)
        {
            if (Use(pod, resource, container) is { } use)
            {
                samples[pod.Metadata.Name] = new PodSample(use, pod.Timestamp.Value, pod.Window.Value);
            }
        }

        return samples;
    }

    public async ValueTask<Dictionary<string, PodSample>> PodsAsync(
        string ns, string selector, MetricIdentifier metric, CancellationToken cancellationToken)
    {
        var values = await CustomAsync(Described("", "pods", "Pod"), ns, "*", metric, selector, cancellationToken).ConfigureAwait(false);
        Dictionary<string, PodSample> samples = new(StringComparer.Ordinal);
        foreach (var value in values)
        {
            var window = value.WindowSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultWindow;
            samples[value.DescribedObject.Name] = new PodSample(value.Value.MilliValue, value.Timestamp.Value, window);
        }

        return samples;
    }

    public async ValueTask<long> ObjectAsync(
        string ns, CrossVersionObjectReference described, MetricIdentifier metric, CancellationToken cancellationToken)
    {
        var resource = kinds.Find(described.APIVersion, described.Kind)
            ?? throw new MetricException($"no matches for kind \"{described.Kind}\" in version \"{described.APIVersion}\"");
        var target = Described(resource.Group, resource.Name, resource.Kind) with { Namespaced = resource.Namespaced || resource.Kind == "Namespace" };
        return (await CustomAsync(target, ns, described.Name, metric, "", cancellationToken).ConfigureAwait(false))[0].Value.MilliValue;
    }

    public async ValueTask<long> ExternalAsync(string ns, MetricIdentifier metric, CancellationToken cancellationToken)
    {
        var request = new ApiRequest
        {
            Verb = ApiVerb.List,
            Resource = new ApiResource { Group = ExternalMetrics, Version = "v1beta1", Name = metric.Name, Kind = "ExternalMetricValue", Namespaced = true },
            Namespace = ns,
            Options = new ListOptions { LabelSelector = Text(metric.Selector) },
        };
        var answer = await SendAsync<ExternalMetricValueList>(request, "external", cancellationToken).ConfigureAwait(false);
        return answer.Items.Count > 0
            ? answer.Items.Sum(static value => value.Value.MilliValue)
            : throw new MetricException("no metrics returned from external metrics API");
    }

    /// <summary>Null if a container has not been measured: what is known of the others would mislead.</summary>
    private static long? Use(PodMetrics pod, string resource, string container)
    {
        var sum = 0L;
        var isFound = container.Length == 0;
        foreach (var part in pod.Containers)
        {
            if (container.Length > 0 && part.Name != container)
            {
                continue;
            }

            if (!part.Usage.TryGetValue(resource, out var use))
            {
                return null;
            }

            sum += use.MilliValue;
            isFound = true;
        }

        return isFound ? sum : null;
    }

    /// <summary>The resource under whose path the metrics of an object stand.</summary>
    private static ApiResource Described(string group, string name, string kind) => new()
    {
        Group = CustomMetrics,
        Version = "v1beta2",
        Name = group.Length == 0 ? name : name + "." + group,
        Kind = kind,
        Namespaced = true,
    };

    private async ValueTask<ApiList<MetricValue>> CustomAsync(
        ApiResource described, string ns, string name, MetricIdentifier metric, string selector, CancellationToken cancellationToken)
    {
        var request = new ApiRequest
        {
            Verb = ApiVerb.Get,
            Resource = described,
            Namespace = ns,
            Name = name,
            Subresource = metric.Name,
            Options = new MetricListOptions { LabelSelector = selector, MetricLabelSelector = Text(metric.Selector) },
        };
        var answer = await SendAsync<MetricValueList>(request, "custom", cancellationToken).ConfigureAwait(false);
        return answer.Items.Count > 0 ? answer.Items : throw new MetricException("no metrics returned from custom metrics API");
    }

    private async ValueTask<T> SendAsync<T>(ApiRequest request, string api, CancellationToken cancellationToken)
        where T : ApiKind
    {
        try
        {
            var response = await client.Transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
            return response.Object as T ?? throw new MetricException($"unable to fetch metrics from {api} metrics API: the answer is not what was asked for");
        }
        catch (Exception failure) when (failure is ApiException or HttpRequestException or IOException)
        {
            throw new MetricException($"unable to fetch metrics from {api} metrics API: {failure.Message}");
        }
    }

    private static string Text(LabelSelector? selector) => SelectorText.Of(selector);
}

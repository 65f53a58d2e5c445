using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Metrics.V1beta1;
using KubeSharp.Client;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.Addons.ResourceMetrics;

/// <summary>The paths of metrics.k8s.io/v1beta1. Which nodes and pods there are, and which a selector means, the API server tells.</summary>
internal sealed class MetricsApi(KubeClient client, MetricsObjects metrics)
{
    public const string Group = "metrics.k8s.io";
    public const string Version = "v1beta1";

    /// <exception cref="ApiException">There is nothing to answer.</exception>
    public async Task<ApiKind> GetAsync(string path, IQueryCollection query, CancellationToken cancellationToken) => path.Trim('/').Split('/') switch
    {
        ["apis"] => new APIGroupList { Groups = [DescribedGroup()] },
        ["apis", Group] => DescribedGroup(),
        ["apis", Group, Version] => DescribedResources(),
        ["apis", Group, Version, "nodes"] => await NodesAsync(query, cancellationToken).ConfigureAwait(false),
        ["apis", Group, Version, "nodes", var name] => await NodeAsync(name, cancellationToken).ConfigureAwait(false),
        ["apis", Group, Version, "pods"] => await PodsAsync("", query, cancellationToken).ConfigureAwait(false),
        ["apis", Group, Version, "namespaces", var ns, "pods"] => await PodsAsync(ns, query, cancellationToken).ConfigureAwait(false),
        ["apis", Group, Version, "namespaces", var ns, "pods", var name] => await PodAsync(ns, name, cancellationToken).ConfigureAwait(false),
        _ => throw ApiErrors.PathNotFound(),
    };

    private static APIGroup DescribedGroup()
    {
        var version = new GroupVersionForDiscovery { GroupVersion = Group + "/" + Version, Version = Version };
        return new APIGroup { Name = Group, Versions = [version], PreferredVersion = version };
    }

    private static APIResourceList DescribedResources() => new()
    {
        GroupVersion = Group + "/" + Version,
        APIResources =
        [
            .. ApiResources.All.Where(resource => resource is { Group: Group, Version: Version }).Select(resource => new APIResource
            {
                Name = resource.Name,
                SingularName = resource.Singular,
                Namespaced = resource.Namespaced,
                Kind = resource.Kind,
                Verbs = resource.Verbs,
            }),
        ],
    };

    private static ListOptions Selectors(IQueryCollection query) => new()
    {
        LabelSelector = query["labelSelector"].ToString(),
        FieldSelector = query["fieldSelector"].ToString(),
    };

    private async Task<NodeMetricsList> NodesAsync(IQueryCollection query, CancellationToken cancellationToken)
    {
        var nodes = await client.ListAsync<Node>("", Selectors(query), cancellationToken).ConfigureAwait(false);
        return new NodeMetricsList { Items = [.. nodes.Items.Select(metrics.Of).OfType<NodeMetrics>()] };
    }

    private async Task<NodeMetrics> NodeAsync(string name, CancellationToken cancellationToken) =>
        await client.FindAsync<Node>("", name, cancellationToken).ConfigureAwait(false) is { } node && metrics.Of(node) is { } use
            ? use
            : throw ApiErrors.NotFound(Group, "nodes", name);

    private async Task<PodMetricsList> PodsAsync(string ns, IQueryCollection query, CancellationToken cancellationToken)
    {
        var pods = await client.ListAsync<Pod>(ns, Selectors(query), cancellationToken).ConfigureAwait(false);
        return new PodMetricsList { Items = [.. pods.Items.Select(metrics.Of).OfType<PodMetrics>()] };
    }

    private async Task<PodMetrics> PodAsync(string ns, string name, CancellationToken cancellationToken) =>
        await client.FindAsync<Pod>(ns, name, cancellationToken).ConfigureAwait(false) is { } pod && metrics.Of(pod) is { } use
            ? use
            : throw ApiErrors.NotFound(Group, "pods", ns + "/" + name);
}

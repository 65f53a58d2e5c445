using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Identity;

/// <summary>Keeps the ConfigMap <c>kube-root-ca.crt</c> in every namespace, by which pods know the API server.</summary>
internal sealed class RootCaPublisher : Controller<string>
{
    private const string MapName = "kube-root-ca.crt";
    private const string DescriptionKey = "kubernetes.io/description";

    private const string Description =
        "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the internal service IP or "
        + "kubernetes.default.svc. No other usage is guaranteed across distributions of Kubernetes clusters.";

    private readonly Store<Namespace> _namespaces;
    private readonly Store<ConfigMap> _maps;
    private readonly ApiMap<string> _data;

    public RootCaPublisher(ControllerContext context)
        : base("root-ca-certificate-publisher-controller", context, workers: 1, queue: "root_ca_cert_publisher")
    {
        _data = ApiMap<string>.From([new("ca.crt", context.Options.RootCaPem)]);
        _namespaces = context.Informer<Namespace>().OnAny(ns => Queue.Add(ns.Metadata.Name)).Store;
        _maps = context.Informer(new InformerOptions<ConfigMap> { FieldSelector = $"metadata.name={MapName}" })
            .OnAny(map => Queue.Add(map.Metadata.Namespace)).Store;
    }

    protected override async ValueTask ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_namespaces.Get("", key) is not { Metadata.DeletionTimestamp: null, Status.Phase: not NamespacePhase.NamespaceTerminating })
        {
            return;
        }

        if (_maps.Get(key, MapName) is not { } existing)
        {
            await CreateAsync(key, cancellationToken).ConfigureAwait(false);
        }
        else if (existing.Data != _data || existing.Metadata.Annotations.GetValueOrDefault(DescriptionKey) != Description)
        {
            var metadata = existing.Metadata with { Annotations = existing.Metadata.Annotations.Set(DescriptionKey, Description) };
            await Client.UpdateAsync(existing with { Data = _data, Metadata = metadata }, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask CreateAsync(string ns, CancellationToken cancellationToken)
    {
        try
        {
            await Client.CreateAsync(
                new ConfigMap
                {
                    Metadata = new ObjectMeta
                    {
                        Namespace = ns,
                        Name = MapName,
                        Annotations = ApiMap<string>.From([new(DescriptionKey, Description)]),
                    },
                    Data = _data,
                },
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException refused) when (refused.IsNotFound || refused.IsNamespaceTerminating())
        {
            // The namespace is gone, or going.
        }
    }
}

using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Networking.V1;
using KubeSharp.Api.Scheduling.V1;

namespace KubeSharp.ApiServer.Bootstrap;

/// <summary>Namespaces, priority classes, the service CIDR and the published authorities.</summary>
internal static class SystemObjects
{
    public static IReadOnlyList<Namespace> Namespaces { get; } =
        [Namespace("default"), Namespace("kube-system"), Namespace("kube-public"), Namespace("kube-node-lease")];

    public static IReadOnlyList<PriorityClass> PriorityClasses { get; } =
    [
        new()
        {
            Metadata = new ObjectMeta { Name = "system-node-critical", Generation = 1 },
            Value = 2000001000,
            PreemptionPolicy = PreemptionPolicy.PreemptLowerPriority,
            Description = "Used for system critical pods that must not be moved from their current node.",
        },
        new()
        {
            Metadata = new ObjectMeta { Name = "system-cluster-critical", Generation = 1 },
            Value = 2000000000,
            PreemptionPolicy = PreemptionPolicy.PreemptLowerPriority,
            Description = "Used for system critical pods that must run in the cluster, but can be moved to another node if necessary.",
        },
    ];

    public static ServiceCIDR ServiceCidr(BootstrapOptions options, DateTimeOffset now) => new()
    {
        Metadata = new ObjectMeta { Name = "kubernetes", Generation = 1 },
        Spec = new ServiceCIDRSpec { CIDRs = [.. options.ServiceRanges.Select(range => range.ToString())] },
        Status = new ServiceCIDRStatus
        {
            Conditions =
            [
                new Condition
                {
                    Type = "Ready",
                    Status = Api.Meta.V1.ConditionStatus.ConditionTrue,
                    LastTransitionTime = now,
                    Message = "Kubernetes default Service CIDR is ready",
                },
            ],
        },
    };

    /// <summary>How extension API servers recognise this one and its clients.</summary>
    public static ConfigMap AuthenticationConfigMap(BootstrapOptions options)
    {
        var data = default(ApiMap<string>);
        if (options.ClientCa.Length > 0)
        {
            data = data.Set("client-ca-file", options.ClientCa);
        }

        if (options.RequestHeaderCa.Length > 0)
        {
            var headers = options.RequestHeaders;
            data = data
                .Set("requestheader-client-ca-file", options.RequestHeaderCa)
                .Set("requestheader-allowed-names", JsonList(headers.AllowedNames))
                .Set("requestheader-extra-headers-prefix", JsonList(headers.ExtraHeaderPrefixes))
                .Set("requestheader-group-headers", JsonList(headers.GroupHeaders))
                .Set("requestheader-uid-headers", JsonList(headers.UidHeaders))
                .Set("requestheader-username-headers", JsonList(headers.UsernameHeaders));
        }

        return new ConfigMap
        {
            Metadata = new ObjectMeta { Namespace = "kube-system", Name = "extension-apiserver-authentication" },
            Data = data,
        };
    }

    private static string JsonList(IReadOnlyList<string> values)
    {
        var text = new StringBuilder("[");
        text.AppendJoin(",", values.Select(value => $"\"{System.Text.Json.JsonEncodedText.Encode(value)}\""));
        return text.Append(']').ToString();
    }

    private static Namespace Namespace(string name) => new()
    {
        Metadata = new ObjectMeta { Name = name, Labels = default(ApiMap<string>).Set("kubernetes.io/metadata.name", name) },
        Spec = new NamespaceSpec { Finalizers = [FinalizerName.FinalizerKubernetes] },
        Status = new NamespaceStatus { Phase = NamespacePhase.NamespaceActive },
    };
}

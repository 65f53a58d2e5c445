using System.Net.Sockets;
using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Apiregistration.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Rbac.V1;
using KubeSharp.Client;

namespace KubeSharp.Addons.ResourceMetrics;

/// <summary>Tells the cluster where the server is: Service, EndpointSlice and APIService, and the role that lets users read metrics.</summary>
internal sealed class MetricsRegistration(KubeClient client, ResourceMetricsOptions options, int port, string certificatePem)
{
    public const string Host = Name + "." + Namespace + ".svc";

    private const string Namespace = "kube-system";
    private const string Name = "metrics-server";
    private const string PortName = "https";
    private const string Manager = "kubesharp-metrics";
    private const int ServicePort = 443;
    private const int Priority = 100;

    private static readonly ApiMap<string> Labels = ApiMap<string>.From([new("k8s-app", Name), new("app.kubernetes.io/managed-by", Manager)]);

    /// <returns>False if somebody else serves metrics in this cluster, whom we leave to it.</returns>
    /// <exception cref="ApiException">The API server refuses.</exception>
    public async Task<bool> EnsureAsync(CancellationToken cancellationToken)
    {
        var service = await client.FindAsync<Service>(Namespace, Name, cancellationToken).ConfigureAwait(false);
        var registered = await client.FindAsync<APIService>("", MetricsApi.Version + "." + MetricsApi.Group, cancellationToken).ConfigureAwait(false);
        if (service is { Spec.Selector.Count: > 0 } || (registered is not null && !IsOurs(registered.Metadata)))
        {
            return false;
        }

        if (service is null)
        {
            await client.CreateAsync(DesiredService(), null, cancellationToken).ConfigureAwait(false);
        }

        await EnsureSliceAsync(cancellationToken).ConfigureAwait(false);
        var desired = DesiredApiService();
        if (registered is null)
        {
            await client.CreateAsync(desired, null, cancellationToken).ConfigureAwait(false);
        }
        else if (!registered.Spec.Equals(desired.Spec))
        {
            await client.UpdateAsync(registered with { Spec = desired.Spec }, null, cancellationToken).ConfigureAwait(false);
        }

        if (await client.FindAsync<ClusterRole>("", ReaderRole().Metadata.Name, cancellationToken).ConfigureAwait(false) is null)
        {
            await client.CreateAsync(ReaderRole(), null, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private static bool IsOurs(ObjectMeta metadata) => metadata.Labels.GetValueOrDefault("app.kubernetes.io/managed-by") == Manager;

    private static Service DesiredService() => new()
    {
        Metadata = new ObjectMeta { Namespace = Namespace, Name = Name, Labels = Labels },
        Spec = new ServiceSpec { Ports = [new ServicePort { Name = PortName, Port = ServicePort, Protocol = Protocol.TCP, TargetPort = PortName }] },
    };

    private static ClusterRole ReaderRole() => new()
    {
        Metadata = new ObjectMeta
        {
            Name = "system:aggregated-metrics-reader",
            Labels = Labels
                .Set("rbac.authorization.k8s.io/aggregate-to-view", "true")
                .Set("rbac.authorization.k8s.io/aggregate-to-edit", "true")
                .Set("rbac.authorization.k8s.io/aggregate-to-admin", "true"),
        },
        Rules = [new PolicyRule { APIGroups = [MetricsApi.Group], Resources = ["pods", "nodes"], Verbs = ["get", "list", "watch"] }],
    };

    private async Task EnsureSliceAsync(CancellationToken cancellationToken)
    {
        var desired = DesiredSlice();
        var current = await client.FindAsync<EndpointSlice>(Namespace, desired.Metadata.Name, cancellationToken).ConfigureAwait(false);
        if (current is null)
        {
            await client.CreateAsync(desired, null, cancellationToken).ConfigureAwait(false);
        }
        else if (current.Endpoints != desired.Endpoints || current.Ports != desired.Ports)
        {
            await client.UpdateAsync(current with { Endpoints = desired.Endpoints, Ports = desired.Ports }, null, cancellationToken).ConfigureAwait(false);
        }
    }

    private APIService DesiredApiService() => new()
    {
        Metadata = new ObjectMeta { Name = MetricsApi.Version + "." + MetricsApi.Group, Labels = Labels },
        Spec = new APIServiceSpec
        {
            Group = MetricsApi.Group,
            Version = MetricsApi.Version,
            GroupPriorityMinimum = Priority,
            VersionPriority = Priority,
            CABundle = new ByteString(Encoding.ASCII.GetBytes(certificatePem)),
            Service = new Api.Apiregistration.V1.ServiceReference { Namespace = Namespace, Name = Name, Port = ServicePort },
        },
    };

    private EndpointSlice DesiredSlice() => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = Namespace,
            Name = $"{Name}-{options.NodeName}",
            Labels = ApiMap<string>.From([new("kubernetes.io/service-name", Name), new("endpointslice.kubernetes.io/managed-by", Manager)]),
        },
        AddressType = options.Listen.AddressFamily == AddressFamily.InterNetwork ? "IPv4" : "IPv6",
        Endpoints =
        [
            new Api.Discovery.V1.Endpoint
            {
                Addresses = [options.Listen.Address.ToString()],
                Conditions = new EndpointConditions { Ready = true, Serving = true, Terminating = false },
                NodeName = options.NodeName,
            },
        ],
        Ports = [new Api.Discovery.V1.EndpointPort { Name = PortName, Protocol = Protocol.TCP, Port = port }],
    };
}

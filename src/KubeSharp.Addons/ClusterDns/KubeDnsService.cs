using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;

namespace KubeSharp.Addons.ClusterDns;

/// <summary>Publishes the server as the service that every cluster has for it: kube-dns in kube-system, with a fixed address.</summary>
internal sealed class KubeDnsService(KubeClient client, ClusterDnsOptions options)
{
    private const string Namespace = "kube-system";
    private const string Name = "kube-dns";
    private const string Manager = "kubesharp-dns";
    private static readonly (string Name, string Protocol)[] Ports = [("dns", Protocol.UDP), ("dns-tcp", Protocol.TCP)];

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        if (await client.FindAsync<Service>(Namespace, Name, cancellationToken) is null)
        {
            await client.CreateAsync(DesiredService(), null, cancellationToken);
        }

        var desired = DesiredSlice();
        var current = await client.FindAsync<EndpointSlice>(Namespace, desired.Metadata.Name, cancellationToken);
        if (current is null)
        {
            await client.CreateAsync(desired, null, cancellationToken);
        }
        else if (current.Endpoints != desired.Endpoints || current.Ports != desired.Ports)
        {
            await client.UpdateAsync(current with { Endpoints = desired.Endpoints, Ports = desired.Ports }, null, cancellationToken);
        }
    }

    private Service DesiredService() => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = Namespace,
            Name = Name,
            Labels = ApiMap<string>.From(
            [
                new("k8s-app", Name),
                new("kubernetes.io/cluster-service", "true"),
                new("kubernetes.io/name", "KubeDNS"),
            ]),
        },
        Spec = new ServiceSpec
        {
            ClusterIP = options.ClusterIP,
            Ports = [.. Ports.Select(port => new ServicePort { Name = port.Name, Protocol = port.Protocol, Port = 53, TargetPort = options.Listen.Port })],
        },
    };

    private EndpointSlice DesiredSlice() => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = Namespace,
            Name = $"{Name}-{options.NodeName}",
            Labels = ApiMap<string>.From(
            [
                new("kubernetes.io/service-name", Name),
                new("endpointslice.kubernetes.io/managed-by", Manager),
            ]),
        },
        AddressType = options.Listen.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork ? "IPv4" : "IPv6",
        Endpoints =
        [
            new Api.Discovery.V1.Endpoint
            {
                Addresses = [options.Listen.Address.ToString()],
                Conditions = new EndpointConditions { Ready = true, Serving = true, Terminating = false },
                NodeName = options.NodeName,
            },
        ],
        Ports = [.. Ports.Select(port => new Api.Discovery.V1.EndpointPort { Name = port.Name, Protocol = port.Protocol, Port = options.Listen.Port })],
    };
}

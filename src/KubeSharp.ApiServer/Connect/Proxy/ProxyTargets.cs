using System.Globalization;
using System.Net;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Connect.Nodes;
using KubeSharp.ApiServer.Connect.Pods;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Connect.Proxy;

/// <summary>Where proxied pods, services and nodes listen.</summary>
internal sealed class ProxyTargets(IObjectLookup objects, PodTargets pods, KubeletLocator kubelets, BackendClients clients)
{
    private const string DefaultScheme = "http";

    /// <summary>The pod's address; by default the first port that a container declares.</summary>
    public async ValueTask<ProxyTarget> PodAsync(RequestInfo info, CancellationToken cancellationToken)
    {
        var name = ProxyName.Parse("pod", info.Name);
        var pod = await pods.GetAsync(info.Namespace, name.Name, cancellationToken);
        var declared = pod.Spec.Containers.SelectMany(container => container.Ports).ToArray();
        var port = name.Port.Length == 0
            ? declared.FirstOrDefault()?.ContainerPortValue ?? 0
            : Number(name.Port) ?? declared.FirstOrDefault(candidate => candidate.Name == name.Port)?.ContainerPortValue
                ?? throw ApiErrors.BadRequest($"invalid pod request \"{info.Name}\"");
        return new ProxyTarget(Address(name.Scheme, Proxyable(pod.Status.PodIP), port), clients.Cluster);
    }

    /// <summary>One of the ready endpoints of the service's port.</summary>
    public ValueTask<ProxyTarget> ServiceAsync(RequestInfo info, CancellationToken cancellationToken)
    {
        var name = ProxyName.Parse("service", info.Name);
        var service = objects.Get<Service>(info.Namespace, name.Name) ?? throw ApiErrors.NotFound("", "services", name.Name);
        var portName = name.Port;
        if (Number(portName) is { } number)
        {
            portName = service.Spec.Ports.FirstOrDefault(port => port.Port == number)?.Name
                ?? throw ApiErrors.ServiceUnavailable($"no service port {number} found for service \"{name.Name}\"");
        }

        var candidates = (objects.Get<Endpoints>(info.Namespace, name.Name)?.Subsets ?? default)
            .SelectMany(subset => subset.Ports
                .Where(port => port.Name == portName)
                .SelectMany(port => subset.Addresses.Select(address => (address.IP, port.Port))))
            .ToArray();
        if (candidates.Length == 0)
        {
            throw ApiErrors.ServiceUnavailable($"no endpoints available for service \"{info.Name}\"");
        }

        var (ip, target) = candidates[Random.Shared.Next(candidates.Length)];
        return ValueTask.FromResult(new ProxyTarget(Address(name.Scheme, Proxyable(ip), target), clients.Cluster));
    }

    /// <summary>The kubelet by default and by its own port; another port is anybody's, and gets no certificate of ours.</summary>
    public ValueTask<ProxyTarget> NodeAsync(RequestInfo info, CancellationToken cancellationToken)
    {
        var name = ProxyName.Parse("node", info.Name);
        var (host, kubeletPort) = kubelets.Address(name.Name);
        if (name.Port.Length == 0 || Number(name.Port) == kubeletPort)
        {
            return ValueTask.FromResult(new ProxyTarget(Address(Uri.UriSchemeHttps, host, kubeletPort), clients.Kubelet));
        }

        var port = Number(name.Port) ?? throw ApiErrors.BadRequest($"invalid node request \"{info.Name}\"");
        return ValueTask.FromResult(new ProxyTarget(Address(name.Scheme, host, port), clients.Cluster));
    }

    private static Uri Address(string scheme, string host, int port)
    {
        var builder = new UriBuilder(scheme.Length > 0 ? scheme : DefaultScheme, host);
        if (port > 0)
        {
            builder.Port = port;
        }

        return builder.Uri;
    }

    /// <summary>Nobody may use this server to talk to its own host behind the firewall.</summary>
    private static string Proxyable(string ip) =>
        IPAddress.TryParse(ip, out var address) && !IPAddress.IsLoopback(address) && !IsLinkLocal(address) && !IsMulticast(address)
            ? ip
            : throw ApiErrors.BadRequest("address not allowed");

    private static bool IsLinkLocal(IPAddress address) => address.IsIPv6LinkLocal || (address.GetAddressBytes() is [169, 254, _, _]);

    private static bool IsMulticast(IPAddress address) => address.IsIPv6Multicast || (address.GetAddressBytes() is [>= 224 and <= 239, _, _, _]);

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535 ? number : null;
}

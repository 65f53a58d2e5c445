using KubeSharp.Api;
using V1 = KubeSharp.Api.Discovery.V1;
using V1Beta1 = KubeSharp.Api.Discovery.V1beta1;

namespace KubeSharp.ApiServer.Resources.Discovery;

/// <summary>endpointslices in v1beta1, where the zone of an endpoint, and its node too, are entries of a topology.</summary>
internal sealed class EndpointSliceConverter : VersionConverter<V1.EndpointSlice, V1Beta1.EndpointSlice>
{
    private const string Zone = "topology.kubernetes.io/zone";
    private const string Hostname = "kubernetes.io/hostname";

    protected override V1Beta1.EndpointSlice ToServed(V1.EndpointSlice value) =>
        Recast.ByNumber<V1Beta1.EndpointSlice>(value with { Endpoints = default }) with { Endpoints = [.. value.Endpoints.Select(ToServed)] };

    protected override V1.EndpointSlice ToStored(V1Beta1.EndpointSlice value) =>
        Recast.ByNumber<V1.EndpointSlice>(value with { Endpoints = default }) with { Endpoints = [.. value.Endpoints.Select(ToStored)] };

    private static V1Beta1.Endpoint ToServed(V1.Endpoint value)
    {
        var topology = value.DeprecatedTopology;
        if (value.Zone is { } zone)
        {
            topology = topology.Set(Zone, zone);
        }

        if (value.NodeName is { } node)
        {
            topology = topology.Set(Hostname, node);
        }

        return new V1Beta1.Endpoint
        {
            Addresses = value.Addresses,
            Conditions = Recast.ByNumber<V1Beta1.EndpointConditions>(value.Conditions),
            Hostname = value.Hostname,
            TargetRef = value.TargetRef,
            Topology = topology,
            NodeName = value.NodeName,
            Hints = value.Hints is { } hints ? Recast.ByNumber<V1Beta1.EndpointHints>(hints) : null,
        };
    }

    private static V1.Endpoint ToStored(V1Beta1.Endpoint value)
    {
        // Servers before 1.21 leave the field for the node unset and name it in the topology alone.
        var node = value.NodeName ?? value.Topology.GetValueOrDefault(Hostname);
        var rest = value.Topology.Remove(Zone);
        if (rest.GetValueOrDefault(Hostname) == node)
        {
            rest = rest.Remove(Hostname);
        }

        return new V1.Endpoint
        {
            Addresses = value.Addresses,
            Conditions = Recast.ByNumber<V1.EndpointConditions>(value.Conditions),
            Hostname = value.Hostname,
            TargetRef = value.TargetRef,
            DeprecatedTopology = rest.Count == 0 ? default : rest,
            Zone = value.Topology.GetValueOrDefault(Zone),
            NodeName = node,
            Hints = value.Hints is { } hints ? Recast.ByNumber<V1.EndpointHints>(hints) : null,
        };
    }
}

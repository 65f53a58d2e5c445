using KubeSharp.Api;
using KubeSharp.Api.Discovery.V1;

namespace KubeSharp.Controllers.Networking;

/// <summary>Endpoints that can share slices, since they have the same kind of address and the same ports.</summary>
internal sealed record SliceGroup(string AddressType, ApiList<EndpointPort> Ports)
{
    public List<Endpoint> Endpoints { get; } = [];

    public bool Holds(EndpointSlice slice) => slice.AddressType == AddressType && slice.Ports == Ports;
}

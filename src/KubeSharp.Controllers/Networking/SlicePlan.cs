using KubeSharp.Api.Discovery.V1;

namespace KubeSharp.Controllers.Networking;

/// <summary>The writes that bring slices to what is wanted.</summary>
internal sealed class SlicePlan
{
    /// <summary>Slices to make: their group and endpoints.</summary>
    public List<(SliceGroup Group, List<Endpoint> Endpoints)> Create { get; } = [];

    public List<(EndpointSlice Slice, List<Endpoint> Endpoints)> Update { get; } = [];

    public List<EndpointSlice> Delete { get; } = [];
}

using System.Net;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>What one request has taken so far; undone as a whole when the request fails.</summary>
internal sealed class Reservation(string owner)
{
    public string Owner => owner;

    /// <summary>With the uid of its record; "" if there is none, as in a dry run.</summary>
    public List<(AddressAllocator Allocator, IPAddress Address, string Record)> Addresses { get; } = [];

    public List<int> Ports { get; } = [];

    /// <summary>The ports are in the store-wide record as well.</summary>
    public bool PortsRecorded { get; set; }
}

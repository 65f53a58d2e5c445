using System.Net;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>What one request has taken so far; undone as a whole when the request fails.</summary>
internal sealed class Reservation(string owner)
{
    public string Owner => owner;

    public List<(AddressAllocator Allocator, IPAddress Address)> Addresses { get; } = [];

    public List<int> Ports { get; } = [];
}

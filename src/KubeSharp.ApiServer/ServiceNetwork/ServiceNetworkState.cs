using System.Collections.Concurrent;
using System.Net;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Bootstrap;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>
/// The cluster's service addresses and node ports. Built from the stored Services and followed through the cache; requests reserve
/// on top of that.
/// </summary>
internal sealed class ServiceNetworkState
{
    private readonly AddressAllocator[] _allocators;
    private readonly NodePortAllocator _ports;
    private readonly AddressRecords _records;
    private readonly IObjectLookup _objects;
    // What the cache has shown; the feed writes, requests look.
    private readonly ConcurrentDictionary<string, (IReadOnlyList<IPAddress> Addresses, int[] Ports)> _seen = [];

    public ServiceNetworkState(ServiceNetworkOptions options, AddressRecords records, IObjectLookup objects, Random random)
    {
        _records = records;
        _objects = objects;
        _allocators = [.. options.ClusterRanges.Select(range => new AddressAllocator(new AddressRange(range), random))];
        _ports = new NodePortAllocator(options.NodePorts, random);
        Families = [.. _allocators.Select(allocator => allocator.Range.IsIPv6 ? IPFamily.IPv6Protocol : IPFamily.IPv4Protocol)];

        // The kubernetes Service is made after the server has begun to answer: nobody may be faster.
        _allocators[0].TryReserve(_allocators[0].Range.First, $"{KubernetesService.Namespace}/{KubernetesService.Name}");
    }

    /// <summary>The default one first.</summary>
    public IReadOnlyList<string> Families { get; }

    public AddressAllocator AllocatorOf(string family) =>
        Array.Find(_allocators, allocator => allocator.Range.IsIPv6 == (family == IPFamily.IPv6Protocol)) ?? _allocators[0];

    public async ValueTask<IPAddress?> NextAsync(
        AddressAllocator allocator, Reservation reservation, bool dryRun, CancellationToken cancellationToken)
    {
        while (allocator.ReserveNext(reservation.Owner) is { } address)
        {
            if (dryRun || await _records.TryClaimAsync(address, reservation.Owner, cancellationToken))
            {
                reservation.Addresses.Add((allocator, address));
                return address;
            }

            // Another API server has it: it stays reserved here, its Service is on its way.
        }

        return null;
    }

    /// <summary>Null when the address was taken; otherwise upstream's reason why not.</summary>
    public async ValueTask<string?> TakeAsync(
        AddressAllocator allocator, IPAddress address, Reservation reservation, bool dryRun, CancellationToken cancellationToken)
    {
        const string taken = "provided IP is already allocated";
        if (!allocator.Range.Contains(address))
        {
            return $"the provided network does not match the current range: the provided IP ({address}) is not in the valid range. The range of valid IPs is {allocator.Range.Network}";
        }

        if (!allocator.TryReserve(address, reservation.Owner))
        {
            // A Service that was deleted a moment ago may still stand in the way.
            if (!allocator.TryGetOwner(address, out var owner) || await UsesAsync(owner, address, cancellationToken)
                || !allocator.Release(address, owner) || !allocator.TryReserve(address, reservation.Owner))
            {
                return taken;
            }
        }

        if (!dryRun && !await _records.TryClaimAsync(address, reservation.Owner, cancellationToken))
        {
            allocator.Release(address, reservation.Owner);
            return taken;
        }

        reservation.Addresses.Add((allocator, address));
        return null;
    }

    public int? NextPort(Reservation reservation)
    {
        var port = _ports.ReserveNext(reservation.Owner);
        if (port is { } number)
        {
            reservation.Ports.Add(number);
        }

        return port;
    }

    /// <summary>Null when the port was taken; otherwise upstream's reason why not.</summary>
    public string? TakePort(int port, Reservation reservation)
    {
        if (!_ports.Range.Contains(port))
        {
            return $"provided port is not in the valid range. The range of valid ports is {_ports.Range}";
        }

        if (!_ports.TryReserve(port, reservation.Owner))
        {
            if (_ports.OwnerOf(port) is not { } owner || UsesPort(owner, port))
            {
                return "provided port is already allocated";
            }

            _ports.Release(port, owner);
            if (!_ports.TryReserve(port, reservation.Owner))
            {
                return "provided port is already allocated";
            }
        }

        reservation.Ports.Add(port);
        return null;
    }

    /// <summary>The request that reserved has failed, or was a dry run.</summary>
    public void Undo(Reservation reservation)
    {
        // What the stored Service of that name has stays its own.
        var service = Find(reservation.Owner);
        var kept = service is null ? [] : ServiceUsage.Addresses(service);
        var keptPorts = service is null ? [] : ServiceUsage.Ports(service).ToArray();
        foreach (var (allocator, address) in reservation.Addresses)
        {
            if (!kept.Contains(address) && allocator.Release(address, reservation.Owner))
            {
                _records.Drop(address);
            }
        }

        foreach (var port in reservation.Ports)
        {
            if (!keptPorts.Contains(port))
            {
                _ports.Release(port, reservation.Owner);
            }
        }
    }

    /// <summary>A Service was stored, by this server or another. Called in order, by one at a time.</summary>
    public void Changed(ApiObject value)
    {
        var service = (Service)value;
        var owner = ServiceUsage.OwnerOf(service);
        var addresses = ServiceUsage.Addresses(service);
        var ports = ServiceUsage.Ports(service).ToArray();
        if (_seen.TryGetValue(owner, out var before))
        {
            Release(owner, before.Addresses.Except(addresses), before.Ports.Except(ports));
        }

        foreach (var address in addresses)
        {
            AllocatorOf(KubernetesService.FamilyOf(address)).TryReserve(address, owner);
        }

        foreach (var port in ports)
        {
            _ports.TryReserve(port, owner);
        }

        _seen[owner] = (addresses, ports);
    }

    /// <summary>A Service has gone. Called in order with <see cref="Changed"/>.</summary>
    public void Removed(ApiObject value)
    {
        var owner = ServiceUsage.OwnerOf((Service)value);
        if (_seen.TryRemove(owner, out var before))
        {
            Release(owner, before.Addresses, before.Ports);
        }
    }

    private void Release(string owner, IEnumerable<IPAddress> addresses, IEnumerable<int> ports)
    {
        foreach (var address in addresses)
        {
            AllocatorOf(KubernetesService.FamilyOf(address)).Release(address, owner);
            _records.Drop(address);
        }

        foreach (var port in ports)
        {
            _ports.Release(port, owner);
        }
    }

    private Service? Find(string owner)
    {
        var slash = owner.IndexOf('/');
        return _objects.Get<Service>(owner[..slash], owner[(slash + 1)..]);
    }

    /// <summary>What the cache has not shown is reserved by a request under way; what it has shown may have gone since.</summary>
    private async ValueTask<bool> UsesAsync(string owner, IPAddress address, CancellationToken cancellationToken)
    {
        if (!_seen.TryGetValue(owner, out var seen) || !seen.Addresses.Contains(address))
        {
            return true;
        }

        var slash = owner.IndexOf('/');
        var service = await _objects.GetLatestAsync<Service>(owner[..slash], owner[(slash + 1)..], cancellationToken);
        return service is not null && ServiceUsage.Addresses(service).Contains(address);
    }

    private bool UsesPort(string owner, int port) =>
        !_seen.TryGetValue(owner, out var seen) || !seen.Ports.Contains(port)
        || (Find(owner) is { } service && ServiceUsage.Ports(service).Contains(port));
}

using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Threading.Channels;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Networking.V1;
using KubeSharp.ApiServer.Bootstrap;
using KubeSharp.ApiServer.Cache;
using IPAddress = System.Net.IPAddress;

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
    private readonly INodePortRecord _portRecord;
    private readonly ServiceRanges _ranges;
    private readonly IObjectLookup _objects;
    private readonly TimeProvider _time;
    private readonly Channel<(string Owner, IReadOnlyList<int> Ports)> _released = Channel.CreateUnbounded<(string, IReadOnlyList<int>)>(
        new UnboundedChannelOptions { SingleReader = true });

    /// <summary>What the cache has shown; the feed writes, requests look.</summary>
    private readonly ConcurrentDictionary<string, (IReadOnlyList<IPAddress> Addresses, int[] Ports)> _seen = [];

    public ServiceNetworkState(
        ServiceNetworkOptions options, AddressRecords records, INodePortRecord portRecord, IObjectLookup objects, Random random, TimeProvider time)
    {
        (_records, _portRecord, _objects, _time) = (records, portRecord, objects, time);
        _ranges = new ServiceRanges(options.ClusterRanges);
        var configured = options.ClusterRanges.Select(range => new AddressRange(range)).ToList();
        _allocators = [.. configured.Select(range => new AddressAllocator([range], random))];
        _ports = new NodePortAllocator(options.NodePorts, random);
        Families = [.. configured.Select(range => range.IsIPv6 ? IPFamily.IPv6Protocol : IPFamily.IPv4Protocol)];

        // The kubernetes Service is made after the server has begun to answer: nobody may be faster.
        _allocators[0].TryReserve(configured[0].First, $"{KubernetesService.Namespace}/{KubernetesService.Name}");
    }

    /// <summary>The default one first.</summary>
    public IReadOnlyList<string> Families { get; }

    public AddressAllocator AllocatorOf(string family) =>
        Families.Count > 1 && Families[1] == family ? _allocators[1] : _allocators[0];

    /// <summary>A ServiceCIDR was stored. Called by one at a time.</summary>
    public void CidrChanged(ApiObject value)
    {
        _ranges.Set((ServiceCIDR)value);
        UseRanges();
    }

    /// <summary>A ServiceCIDR has gone. Called by one at a time.</summary>
    public void CidrRemoved(ApiObject value)
    {
        _ranges.Remove((ServiceCIDR)value);
        UseRanges();
    }

    public async ValueTask<IPAddress?> NextAsync(
        AddressAllocator allocator, Reservation reservation, bool dryRun, CancellationToken cancellationToken)
    {
        while (allocator.ReserveNext(reservation.Owner) is { } address)
        {
            if (dryRun)
            {
                reservation.Addresses.Add((allocator, address, ""));
                return address;
            }

            if (await _records.TryClaimAsync(address, reservation.Owner, cancellationToken) is { } record)
            {
                reservation.Addresses.Add((allocator, address, record));
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
        if (!allocator.Contains(address))
        {
            var ranges = string.Join(",", allocator.Ranges.Select(range => range.Network));
            return $"the provided network does not match the current range: the provided IP ({address}) is not in the valid range. The range of valid IPs is {ranges}";
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

        var record = dryRun ? "" : await _records.TryClaimAsync(address, reservation.Owner, cancellationToken);
        if (record is null)
        {
            allocator.Release(address, reservation.Owner);
            return taken;
        }

        reservation.Addresses.Add((allocator, address, record));
        return null;
    }

    public int? NextPort(Reservation reservation)
    {
        var port = _ports.ReserveNext(reservation.Owner, _portRecord.IsTaken);
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

    /// <summary>Writes the reserved ports into the store-wide record; those that another server has taken meanwhile are returned.</summary>
    public async ValueTask<IReadOnlyList<int>> RecordPortsAsync(Reservation reservation, CancellationToken cancellationToken)
    {
        const int attempts = 10;
        for (var attempt = 1; ; attempt++)
        {
            var taken = await _portRecord.TakeAsync(reservation.Ports, cancellationToken);
            if (taken.Count == 0)
            {
                reservation.PortsRecorded = true;
                return [];
            }

            if (attempt == attempts)
            {
                return taken;
            }

            // A Service that has just given them up may still be on its way out of the record.
            await Task.Delay(TimeSpan.FromMilliseconds(20), _time, cancellationToken);
        }
    }

    /// <summary>Gives back the ports of a reservation that are not recorded.</summary>
    public void UndoPorts(Reservation reservation)
    {
        reservation.Ports.ForEach(port => _ports.Release(port, reservation.Owner));
        reservation.Ports.Clear();
    }

    /// <summary>Ports that a stored change took from a Service, to be taken out of the record by the loop.</summary>
    public void ReleasePorts(string owner, IReadOnlyList<int> ports) => _released.Writer.TryWrite((owner, ports));

    public ChannelReader<(string Owner, IReadOnlyList<int> Ports)> ReleasedPorts => _released.Reader;

    /// <summary>The request that reserved has failed, or was a dry run.</summary>
    public void Undo(Reservation reservation)
    {
        // What the stored Service of that name has stays its own.
        var service = Find(reservation.Owner);
        var kept = service is null ? [] : ServiceUsage.Addresses(service);
        var keptPorts = service is null ? [] : ServiceUsage.Ports(service).ToArray();
        foreach (var (allocator, address, record) in reservation.Addresses)
        {
            if (!kept.Contains(address) && allocator.Release(address, reservation.Owner) && record.Length > 0)
            {
                _records.Drop(new DroppedAddress(address, reservation.Owner, record, 0));
            }
        }

        if (reservation.PortsRecorded)
        {
            ReleasePorts(reservation.Owner, [.. reservation.Ports]);
        }

        foreach (var port in reservation.Ports)
        {
            if (!keptPorts.Contains(port))
            {
                _ports.Release(port, reservation.Owner);
            }
        }

        // Undone once: by now somebody else may have them.
        reservation.Addresses.Clear();
        reservation.Ports.Clear();
        reservation.PortsRecorded = false;
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
            Release(service, before.Addresses.Except(addresses), before.Ports.Except(ports));
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
            Release((Service)value, before.Addresses, before.Ports);
        }
    }

    /// <param name="service">As it is now, or was when it went.</param>
    /// <param name="addresses">Not its own any more.</param>
    /// <param name="ports">The same.</param>
    private void Release(Service service, IEnumerable<IPAddress> addresses, IEnumerable<int> ports)
    {
        var owner = ServiceUsage.OwnerOf(service);
        var revision = long.TryParse(service.Metadata.ResourceVersion, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? parsed : 0;
        foreach (var address in addresses)
        {
            AllocatorOf(KubernetesService.FamilyOf(address)).Release(address, owner);
            _records.Drop(new DroppedAddress(address, owner, "", revision));
        }

        foreach (var port in ports)
        {
            _ports.Release(port, owner);
        }
    }

    private void UseRanges()
    {
        for (var i = 0; i < _allocators.Length; i++)
        {
            _allocators[i].Ranges = _ranges.Of(Families[i] == IPFamily.IPv6Protocol);
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

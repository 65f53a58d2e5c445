using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>The service addresses of one family that are in use, and by whom. The owner is <c>namespace/name</c> of a Service.</summary>
/// <param name="ranges">Where addresses come from: one of the command line, then those of the ServiceCIDRs.</param>
/// <param name="random">Picks.</param>
internal sealed class AddressAllocator(IReadOnlyList<AddressRange> ranges, Random random)
{
    private const int RandomAttempts = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, string> _owners = [];
    private volatile IReadOnlyList<AddressRange> _ranges = ranges;

    /// <summary>The ranges in use, in the order in which they are filled. What was given out stays its owner's when its range goes.</summary>
    public IReadOnlyList<AddressRange> Ranges
    {
        get => _ranges;
        set => _ranges = value;
    }

    public bool Contains(IPAddress address)
    {
        foreach (var range in _ranges)
        {
            if (range.Contains(address))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>False if somebody else has it.</summary>
    public bool TryReserve(IPAddress address, string owner)
    {
        lock (_lock)
        {
            return _owners.TryAdd(address, owner) || _owners[address] == owner;
        }
    }

    /// <summary>A free address, of a range's upper band as long as there is one. Null if all ranges are full.</summary>
    public IPAddress? ReserveNext(string owner)
    {
        lock (_lock)
        {
            foreach (var range in _ranges)
            {
                if ((Pick(range, owner, range.BandOffset, range.Size) ?? Pick(range, owner, 0, range.BandOffset)) is { } address)
                {
                    return address;
                }
            }

            return null;
        }
    }

    public bool TryGetOwner(IPAddress address, [NotNullWhen(true)] out string? owner)
    {
        lock (_lock)
        {
            return _owners.TryGetValue(address, out owner);
        }
    }

    /// <summary>Gives an address back if it is the owner's.</summary>
    public bool Release(IPAddress address, string owner)
    {
        lock (_lock)
        {
            return _owners.TryGetValue(address, out var actual) && actual == owner && _owners.Remove(address);
        }
    }

    private IPAddress? Pick(AddressRange range, string owner, long start, long end)
    {
        if (end <= start)
        {
            return null;
        }

        for (var attempt = 0; attempt < RandomAttempts; attempt++)
        {
            var candidate = range.At(random.NextInt64(start, end));
            if (_owners.TryAdd(candidate, owner))
            {
                return candidate;
            }
        }

        // Nearly full, or small: look at each, from a random one on. A huge range is never that full.
        var first = random.NextInt64(start, end);
        for (var i = 0L; i < Math.Min(end - start, 1 << 20); i++)
        {
            var candidate = range.At(start + ((first - start + i) % (end - start)));
            if (_owners.TryAdd(candidate, owner))
            {
                return candidate;
            }
        }

        return null;
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>The addresses of one service range that are in use, and by whom. The owner is <c>namespace/name</c> of a Service.</summary>
internal sealed class AddressAllocator(AddressRange range, Random random)
{
    private const int RandomAttempts = 16;

    private readonly Lock _lock = new();
    private readonly Dictionary<IPAddress, string> _owners = [];

    public AddressRange Range => range;

    /// <summary>False if somebody else has it.</summary>
    public bool TryReserve(IPAddress address, string owner)
    {
        lock (_lock)
        {
            return _owners.TryAdd(address, owner) || _owners[address] == owner;
        }
    }

    /// <summary>A free address, of the upper band as long as there is one. Null if the range is full.</summary>
    public IPAddress? ReserveNext(string owner)
    {
        lock (_lock)
        {
            return Pick(owner, range.BandOffset, range.Size) ?? Pick(owner, 0, range.BandOffset);
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

    private IPAddress? Pick(string owner, long start, long end)
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

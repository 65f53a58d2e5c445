namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>The node ports in use, and by whom. A Service may use one port for several protocols.</summary>
internal sealed class NodePortAllocator(NodePortRange range, Random random)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, string> _owners = [];

    public NodePortRange Range => range;

    /// <summary>False if somebody else has it.</summary>
    public bool TryReserve(int port, string owner)
    {
        lock (_lock)
        {
            return _owners.TryAdd(port, owner) || _owners[port] == owner;
        }
    }

    /// <summary>A free port, of the upper band as long as there is one. Null if there is none.</summary>
    /// <param name="owner">The Service.</param>
    /// <param name="isTaken">By somebody that this server has not seen yet.</param>
    public int? ReserveNext(string owner, Func<int, bool> isTaken)
    {
        lock (_lock)
        {
            return Pick(owner, range.BandOffset, range.Count, isTaken) ?? Pick(owner, 0, range.BandOffset, isTaken);
        }
    }

    public string? OwnerOf(int port)
    {
        lock (_lock)
        {
            return _owners.GetValueOrDefault(port);
        }
    }

    /// <summary>Gives a port back if it is the owner's.</summary>
    public void Release(int port, string owner)
    {
        lock (_lock)
        {
            if (_owners.TryGetValue(port, out var actual) && actual == owner)
            {
                _owners.Remove(port);
            }
        }
    }

    private int? Pick(string owner, int start, int end, Func<int, bool> isTaken)
    {
        var count = end - start;
        if (count <= 0)
        {
            return null;
        }

        var first = random.Next(count);
        for (var i = 0; i < count; i++)
        {
            var port = range.First + start + ((first + i) % count);
            if (!isTaken(port) && _owners.TryAdd(port, owner))
            {
                return port;
            }
        }

        return null;
    }
}

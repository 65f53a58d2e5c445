namespace KubeSharp.Controllers.Nodes;

/// <summary>Hands out the blocks of a range. Thread-safe.</summary>
internal sealed class CidrAllocator(CidrRange range)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _taken = [];
    private int _next;

    public CidrRange Range { get; } = range;

    /// <summary>A free block, or null if there is none. Blocks given back are used again last.</summary>
    public string? Take()
    {
        lock (_gate)
        {
            for (var tries = 0; tries < Range.Count; tries++)
            {
                var block = Range.Block(_next);
                _next = (_next + 1) % Range.Count;
                if (_taken.Add(block))
                {
                    return block;
                }
            }

            return null;
        }
    }

    /// <summary>A node has this block already.</summary>
    public void Occupy(string block)
    {
        lock (_gate)
        {
            _taken.Add(block);
        }
    }

    /// <summary>A block that was taken and not used: it is the next one again if no other has been taken since.</summary>
    public void Return(string block)
    {
        lock (_gate)
        {
            _taken.Remove(block);
            var last = (_next + Range.Count - 1) % Range.Count;
            if (Range.Block(last) == block)
            {
                _next = last;
            }
        }
    }

    public void Release(string block)
    {
        lock (_gate)
        {
            _taken.Remove(block);
        }
    }
}

namespace KubeSharp.Scheduler.Snapshot;

/// <summary>One resource on all nodes, by slot.</summary>
internal sealed class ResourceColumn(int capacity)
{
    public long[] Allocatable { get; private set; } = new long[capacity];

    public long[] Used { get; private set; } = new long[capacity];

    public void Grow(int size)
    {
        var allocatable = Allocatable;
        Array.Resize(ref allocatable, size);
        Allocatable = allocatable;
        var used = Used;
        Array.Resize(ref used, size);
        Used = used;
    }
}

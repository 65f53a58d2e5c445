namespace KubeSharp.Storage.Embedded.Index;

/// <summary>Holds the latest snapshot. Only the writer thread replaces it.</summary>
internal sealed class StoreIndex(IndexSnapshot start)
{
    private volatile IndexSnapshot _current = start;

    public IndexSnapshot Current
    {
        get => _current;
        set => _current = value;
    }
}

namespace KubeSharp.Scheduler.Snapshot;

/// <summary>The domains of a topology key: nodes with the same value of that label have the same number.</summary>
internal sealed class TopologyColumn(string key)
{
    private long _generation = -1;
    private int[] _domains = [];

    /// <summary>Number of the domain by slot; -1 where the node lacks the label.</summary>
    public ReadOnlySpan<int> Domains => _domains;

    public int DomainCount { get; private set; }

    public string Key => key;

    public void Refresh(NodeTable table)
    {
        if (_generation == table.ShapeGeneration && _domains.Length >= table.SlotCount)
        {
            return;
        }

        var numbers = new Dictionary<string, int>();
        _domains = new int[table.Nodes.Length];
        Array.Fill(_domains, -1);
        foreach (var slot in table.Present)
        {
            if (table.Nodes[slot]!.Metadata.Labels.TryGetValue(key, out var value))
            {
                if (!numbers.TryGetValue(value, out var number))
                {
                    numbers[value] = number = numbers.Count;
                }

                _domains[slot] = number;
            }
        }

        DomainCount = numbers.Count;
        _generation = table.ShapeGeneration;
    }
}

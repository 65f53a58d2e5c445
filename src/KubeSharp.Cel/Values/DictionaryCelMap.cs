namespace KubeSharp.Cel.Values;

/// <summary>A map that an expression or a library makes. Keys that are equal numbers are one key.</summary>
public sealed class DictionaryCelMap : CelMap
{
    private readonly Dictionary<CelValue, CelValue> _entries = new(KeyComparer.Instance);

    public static DictionaryCelMap Empty { get; } = new();

    public override int Count => _entries.Count;

    public override IEnumerable<KeyValuePair<CelValue, CelValue>> Entries => _entries;

    public override bool TryGet(in CelValue key, out CelValue value) => _entries.TryGetValue(key, out value);

    /// <summary>Only while nobody else sees the map. False if the key is there.</summary>
    public bool TryAdd(CelValue key, CelValue value) => _entries.TryAdd(key, value);
}

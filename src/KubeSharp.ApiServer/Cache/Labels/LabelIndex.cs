using System.Collections.Immutable;
using KubeSharp.Api;
using KubeSharp.ApiServer.Cache.Watching;
using KubeSharp.Storage;
using KubeSharp.Storage.Collections;

namespace KubeSharp.ApiServer.Cache.Labels;

/// <summary>The entries of a resource that have a label, by its value. It never changes; each change of the resource makes the next one.</summary>
internal sealed class LabelIndex
{
    private readonly ImmutableDictionary<string, SortedMap<Entry>> _entries;

    private LabelIndex(string label, ImmutableDictionary<string, SortedMap<Entry>> entries) => (Label, _entries) = (label, entries);

    public string Label { get; }

    /// <summary>How many values the label has.</summary>
    public int Values => _entries.Count;

    /// <exception cref="DecodeException">What is stored of an entry cannot be read.</exception>
    public static LabelIndex Of(string label, SortedMap<Entry> all)
    {
        var builders = new Dictionary<string, SortedMapBuilder<Entry>>();
        foreach ((string key, Entry entry) in all.Range(KeyRange.All))
        {
            if (entry.Labels.TryGetValue(label, out string? value))
            {
                if (!builders.TryGetValue(value, out SortedMapBuilder<Entry>? builder))
                {
                    builders.Add(value, builder = SortedMap<Entry>.Empty.ToBuilder());
                }

                builder.Set(key, entry);
            }
        }

        return new LabelIndex(label, builders.ToImmutableDictionary(one => one.Key, one => one.Value.ToImmutable()));
    }

    public SortedMap<Entry> With(string value) => _entries.GetValueOrDefault(value, SortedMap<Entry>.Empty);

    /// <exception cref="DecodeException">What is stored of an entry cannot be read.</exception>
    public LabelIndex Apply(IEnumerable<CacheEvent> events)
    {
        ImmutableDictionary<string, SortedMap<Entry>> entries = _entries;
        foreach (CacheEvent change in events)
        {
            string? before = change.Previous?.Labels.GetValueOrDefault(Label);
            string? now = change.Current?.Labels.GetValueOrDefault(Label);
            if (before is not null && before != now)
            {
                SortedMap<Entry> left = entries.GetValueOrDefault(before, SortedMap<Entry>.Empty).Remove(change.Previous!.Key);
                entries = left.Count == 0 ? entries.Remove(before) : entries.SetItem(before, left);
            }

            if (now is not null)
            {
                entries = entries.SetItem(now, entries.GetValueOrDefault(now, SortedMap<Entry>.Empty).Set(change.Current!.Key, change.Current));
            }
        }

        return new LabelIndex(Label, entries);
    }
}

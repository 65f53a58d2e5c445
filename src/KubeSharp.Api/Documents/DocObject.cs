using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using KubeSharp.Api.Json;

namespace KubeSharp.Api.Documents;

/// <summary>A JSON object; the properties keep their order. Of duplicate properties the last one counts.</summary>
public sealed class DocObject : DocNode, IEnumerable<KeyValuePair<string, DocNode>>
{
    /// <summary>Up to here a walk through the names beats an index, and nearly all objects stay below.</summary>
    private const int LargestWithoutIndex = 16;

    private readonly List<KeyValuePair<string, DocNode>> _properties = [];

    /// <summary>The places of the properties; null while there are few, and after a removal.</summary>
    private Dictionary<string, int>? _index;

    public int Count => _properties.Count;

    /// <summary>A copy of the names, so that the object may be changed while they are walked through.</summary>
    public IReadOnlyList<string> Keys => [.. _properties.Select(property => property.Key)];

    /// <summary>The property, or null (the reference) if there is none.</summary>
    public DocNode? this[string name]
    {
        get => Find(name) is >= 0 and var place ? _properties[place].Value : null;
        set
        {
            if (value is null)
            {
                Remove(name);
            }
            else
            {
                Add(name, value);
            }
        }
    }

    /// <summary>Sets a property; under this name for collection initializers.</summary>
    public void Add(string name, DocNode value)
    {
        var place = Find(name);
        if (place >= 0)
        {
            _properties[place] = new(name, value);
            return;
        }

        _index?.Add(name, Count);
        _properties.Add(new(name, value));
    }

    public bool Contains(string name) => Find(name) >= 0;

    public bool Remove(string name)
    {
        var place = Find(name);
        if (place < 0)
        {
            return false;
        }

        _properties.RemoveAt(place);
        _index = null;
        return true;
    }

    public bool TryGet(string name, [MaybeNullWhen(false)] out DocNode value) => (value = this[name]) is not null;

    /// <summary>The text of a string property; null if it is none.</summary>
    public string? Text(string name) => this[name] is DocScalar { Kind: DocScalarKind.String } s ? s.Text : null;

    public override DocNode Clone()
    {
        var copy = new DocObject();
        copy._properties.Capacity = Count;
        foreach (var (name, value) in _properties)
        {
            copy._properties.Add(new(name, value.Clone()));
        }

        return copy;
    }

    public override bool DeepEquals(DocNode other) =>
        other is DocObject o && o.Count == Count && _properties.TrueForAll(p => o[p.Key] is { } value && p.Value.DeepEquals(value));

    public IEnumerator<KeyValuePair<string, DocNode>> GetEnumerator() => _properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _properties.GetEnumerator();

    internal static DocObject ReadObject(ref JsonCursor cursor)
    {
        var result = new DocObject();
        cursor.BeginObject();
        while (cursor.NextProperty(out var name))
        {
            result.Add(Name(name), Read(ref cursor));
        }

        return result;
    }

    internal static string Name(ReadOnlySpan<byte> utf8) => Ascii.IsValid(utf8) ? StringInterner.Get(utf8) : Encoding.UTF8.GetString(utf8);

    internal override void Write(ref JsonOutput output)
    {
        var start = output.Position;
        foreach (var (name, value) in _properties)
        {
            output.Byte((byte)',');
            output.String(name);
            output.Byte((byte)':');
            value.Write(ref output);
        }

        output.EndObject(start);
    }

    private int Find(string name)
    {
        if (Count > LargestWithoutIndex)
        {
            return (_index ?? MakeIndex()).TryGetValue(name, out var found) ? found : -1;
        }

        for (var place = 0; place < _properties.Count; place++)
        {
            if (_properties[place].Key == name)
            {
                return place;
            }
        }

        return -1;
    }

    private Dictionary<string, int> MakeIndex()
    {
        _index = new Dictionary<string, int>(Count * 2, StringComparer.Ordinal);
        for (var place = 0; place < _properties.Count; place++)
        {
            _index[_properties[place].Key] = place;
        }

        return _index;
    }
}

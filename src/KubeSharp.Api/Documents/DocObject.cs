using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using KubeSharp.Api.Json;

namespace KubeSharp.Api.Documents;

/// <summary>A JSON object; the properties keep their order. Of duplicate properties the last one counts.</summary>
public sealed class DocObject : DocNode, IEnumerable<KeyValuePair<string, DocNode>>
{
    private readonly OrderedDictionary<string, DocNode> _properties = new(StringComparer.Ordinal);

    public int Count => _properties.Count;

    /// <summary>A copy of the names, so that the object may be changed while they are walked through.</summary>
    public IReadOnlyList<string> Keys => [.. _properties.Keys];

    /// <summary>The property, or null (the reference) if there is none.</summary>
    public DocNode? this[string name]
    {
        get => _properties.GetValueOrDefault(name);
        set
        {
            if (value is null)
            {
                _properties.Remove(name);
            }
            else
            {
                _properties[name] = value;
            }
        }
    }

    /// <summary>For collection initializers.</summary>
    public void Add(string name, DocNode value) => _properties[name] = value;

    public bool Contains(string name) => _properties.ContainsKey(name);

    public bool Remove(string name) => _properties.Remove(name);

    public bool TryGet(string name, [MaybeNullWhen(false)] out DocNode value) => _properties.TryGetValue(name, out value);

    /// <summary>The text of a string property; null if it is none.</summary>
    public string? Text(string name) => this[name] is DocScalar { Kind: DocScalarKind.String } s ? s.Text : null;

    public override DocNode Clone()
    {
        var copy = new DocObject();
        foreach (var (name, value) in _properties)
        {
            copy._properties[name] = value.Clone();
        }

        return copy;
    }

    public override bool DeepEquals(DocNode other) =>
        other is DocObject o && o.Count == Count && _properties.All(p => o[p.Key] is { } value && p.Value.DeepEquals(value));

    public IEnumerator<KeyValuePair<string, DocNode>> GetEnumerator() => _properties.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _properties.GetEnumerator();

    internal static DocObject ReadObject(ref JsonCursor cursor)
    {
        var result = new DocObject();
        cursor.BeginObject();
        while (cursor.NextProperty(out var name))
        {
            var key = Ascii.IsValid(name) ? StringInterner.Get(name) : Encoding.UTF8.GetString(name);
            result._properties[key] = Read(ref cursor);
        }

        return result;
    }

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
}

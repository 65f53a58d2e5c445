using KubeSharp.Api.Json;

namespace KubeSharp.Api.Documents;

/// <summary>Two JSON objects without what they have in common: properties that are written alike in both are not read at all.</summary>
public static class DocDifference
{
    /// <param name="left">A JSON object.</param>
    /// <param name="right">Another one.</param>
    /// <param name="wanted">Tells the properties of the two objects that matter.</param>
    /// <exception cref="DecodeException">One of them is no JSON object.</exception>
    public static (DocObject Left, DocObject Right) Read(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right, Func<string, bool> wanted)
    {
        var (ours, theirs) = (new DocObject(), new DocObject());
        var (properties, others) = (Properties(left, wanted), Properties(right, wanted));
        foreach (var (name, place) in properties)
        {
            if (!others.TryGetValue(name, out var other) || !left[place].SequenceEqual(right[other]))
            {
                ours.Add(name, DocNode.Parse(left[place]));
            }
        }

        foreach (var (name, place) in others)
        {
            if (!properties.ContainsKey(name) || ours.Contains(name))
            {
                theirs.Add(name, DocNode.Parse(right[place]));
            }
        }

        return (ours, theirs);
    }

    /// <summary>The properties of one object that matter.</summary>
    /// <exception cref="DecodeException">It is no JSON object.</exception>
    public static DocObject Read(ReadOnlySpan<byte> json, Func<string, bool> wanted)
    {
        var result = new DocObject();
        foreach (var (name, place) in Properties(json, wanted))
        {
            result.Add(name, DocNode.Parse(json[place]));
        }

        return result;
    }

    /// <summary>Where the values of the properties are.</summary>
    private static OrderedDictionary<string, Range> Properties(ReadOnlySpan<byte> json, Func<string, bool> wanted)
    {
        var places = new OrderedDictionary<string, Range>(4, StringComparer.Ordinal);
        var cursor = new JsonCursor(json, null);
        if (cursor.Peek() != (byte)'{')
        {
            throw new DecodeException("not a JSON object");
        }

        cursor.BeginObject();
        while (cursor.NextProperty(out var utf8))
        {
            cursor.Peek();
            var start = cursor.Position;
            cursor.Skip();
            if (DocObject.Name(utf8) is var name && wanted(name))
            {
                places[name] = start..cursor.Position;
            }
        }

        return places;
    }
}

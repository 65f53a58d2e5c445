using System.Globalization;
using KubeSharp.Api.Documents;

namespace KubeSharp.Api.Patching;

/// <summary>A place in a document: a container and a key in it (RFC 6901).</summary>
internal sealed class JsonPointer
{
    private readonly DocNode _container;
    private readonly string _key;

    private JsonPointer(DocNode container, string key)
    {
        _container = container;
        _key = key;
    }

    /// <summary>The place the path names, which itself need not exist; null if its container does not.</summary>
    public static JsonPointer? Locate(DocNode document, string path)
    {
        if (!path.StartsWith('/'))
        {
            return null;
        }

        var parts = path.Split('/').Skip(1).Select(Unescape).ToArray();
        var node = document;
        foreach (var part in parts[..^1])
        {
            node = node is DocObject or DocArray ? new JsonPointer(node, part).GetOrNull() : null;
            if (node is null)
            {
                return null;
            }
        }

        return node is DocObject or DocArray ? new JsonPointer(node, parts[^1]) : null;
    }

    /// <summary>What stands there, or null.</summary>
    public DocNode? Get() => _container is DocObject o ? o[_key] : ((DocArray)_container)[Index(((DocArray)_container).Count - 1)];

    public void Set(DocNode value)
    {
        if (_container is DocObject o)
        {
            o[_key] = value;
        }
        else
        {
            var array = (DocArray)_container;
            array[Index(array.Count - 1)] = value;
        }
    }

    /// <summary>Sets a property, or inserts an element before the index.</summary>
    public void Add(DocNode value)
    {
        if (_container is DocObject o)
        {
            o[_key] = value;
            return;
        }

        var array = (DocArray)_container;
        array.Items.Insert(_key == "-" ? array.Count : Index(array.Count), value);
    }

    public void Remove()
    {
        if (_container is DocArray array)
        {
            array.Items.RemoveAt(Index(array.Count - 1));
        }
        else if (!((DocObject)_container).Remove(_key))
        {
            throw new PatchException($"unable to remove nonexistent key: {_key}: missing value");
        }
    }

    private static string Unescape(string part) => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);

    private DocNode? GetOrNull()
    {
        if (_container is DocObject o)
        {
            return o[_key];
        }

        var array = (DocArray)_container;
        return int.TryParse(_key, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < array.Count ? array[i] : null;
    }

    private int Index(int last)
    {
        if (!int.TryParse(_key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            throw new PatchException($"value was not a proper array index: '{_key}': strconv.Atoi: parsing \"{_key}\": invalid syntax");
        }

        if (index < 0 || index > last)
        {
            throw new PatchException($"Unable to access invalid index: {_key}: invalid index referenced");
        }

        return index;
    }
}

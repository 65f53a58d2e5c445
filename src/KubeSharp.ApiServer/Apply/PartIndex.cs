using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.Apply;

/// <summary>Finds the parts of a value by path element.</summary>
internal readonly struct PartIndex
{
    private readonly DocObject? _fields;
    private readonly Dictionary<string, DocNode>? _items;

    /// <param name="value">Null, or of a shape that is not what the schema says, for no parts.</param>
    /// <param name="place">How it is divided.</param>
    public PartIndex(DocNode? value, Place place)
    {
        if (!Parts.IsDivided(value, place))
        {
            return;
        }

        _fields = value as DocObject;
        if (_fields is null)
        {
            _items = new Dictionary<string, DocNode>(StringComparer.Ordinal);
            foreach (var (element, part, _) in Parts.Of(value, place))
            {
                _items[element] = part;
            }
        }
    }

    public DocNode? Find(string element) => _fields is null ? _items?.GetValueOrDefault(element) : _fields[element[2..]];
}

using KubeSharp.Api;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>All models that a set of records needs, by their published names in order.</summary>
internal sealed class Models
{
    private readonly SortedDictionary<string, StructSchema> _structs = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _specials = new(StringComparer.Ordinal);

    public IEnumerable<KeyValuePair<string, StructSchema>> Structs => _structs;

    public IEnumerable<string> Specials => _specials;

    public void Add(StructSchema schema)
    {
        if (!_structs.TryAdd(ModelNames.Of(schema), schema))
        {
            return;
        }

        foreach (var field in schema.Fields)
        {
            var type = field.Type;
            while (type.Element is { } element)
            {
                type = element;
            }

            if (type.Struct is { } nested)
            {
                Add(nested);
            }
            else if (ModelNames.OfSpecial(schema, field, type.Shape) is { } special)
            {
                _specials.Add(special);
            }
        }
    }

    public bool Contains(string name) => _structs.ContainsKey(name) || _specials.Contains(name);

    public void AddSpecial(string name) => _specials.Add(name);
}

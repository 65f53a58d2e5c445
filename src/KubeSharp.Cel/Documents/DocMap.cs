using KubeSharp.Api.Documents;
using KubeSharp.Cel.Schemas;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Documents;

/// <summary>A JSON object, as a map or as an object with declared fields.</summary>
public sealed class DocMap(DocObject document, DeclaredType? type) : CelMap
{
    public DocObject Document => document;

    public override int Count => type?.Fields is null ? document.Count : Entries.Count();

    public override IEnumerable<KeyValuePair<CelValue, CelValue>> Entries
    {
        get
        {
            if (type?.Fields is not { } fields)
            {
                return document.Select(entry => KeyValuePair.Create(CelValue.Of(entry.Key), DocValues.Of(entry.Value, type?.Element)));
            }

            return fields
                .Where(declared => document.Contains(declared.Value.Name))
                .Select(declared => KeyValuePair.Create(
                    CelValue.Of(declared.Key), DocValues.Of(document[declared.Value.Name]!, declared.Value.Type)));
        }
    }

    public override bool TryGet(in CelValue key, out CelValue value)
    {
        value = default;
        return key.Kind == CelKind.String && TryGetField(key.AsString, out value);
    }

    public override bool TryGetField(string name, out CelValue value)
    {
        var element = type?.Element;
        if (type?.Fields is { } fields)
        {
            if (!fields.TryGetValue(name, out var field))
            {
                value = default;
                return false;
            }

            (name, element) = (field.Name, field.Type);
        }

        if (!document.TryGet(name, out var node))
        {
            value = default;
            return false;
        }

        value = DocValues.Of(node, element);
        return true;
    }
}

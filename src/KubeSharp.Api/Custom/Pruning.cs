using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Documents;

namespace KubeSharp.Api.Custom;

/// <summary>Drops the fields that a structural schema does not specify.</summary>
internal static class Pruning
{
    /// <param name="document">Everything but apiVersion, kind and metadata. It is changed.</param>
    /// <param name="kind">Gives the schema.</param>
    /// <param name="warnings">Is told what has been dropped, if given.</param>
    public static void Prune(DocObject document, CustomKind kind, DecodeWarnings? warnings)
    {
        if (kind is { KeepsUnknown: false, Schema: { } schema })
        {
            Fields(document, schema, "", isResource: true, warnings);
        }
    }

    private static void Value(DocNode value, JSONSchemaProps? schema, string path, DecodeWarnings? warnings)
    {
        switch (value)
        {
            case DocObject fields:
                Fields(fields, schema, path, schema?.XEmbeddedResource == true, warnings);
                break;
            case DocArray items when schema?.Items?.Schema is { } item:
                for (var i = 0; i < items.Count; i++)
                {
                    Value(items[i], item, $"{path}[{i}]", warnings);
                }

                break;
        }
    }

    private static void Fields(DocObject fields, JSONSchemaProps? schema, string path, bool isResource, DecodeWarnings? warnings)
    {
        var keeps = schema?.XPreserveUnknownFields == true;
        foreach (var name in fields.Keys)
        {
            if (isResource && name is "apiVersion" or "kind" or "metadata")
            {
                continue;
            }

            var place = path.Length == 0 ? name : path + "." + name;
            if (schema is not null && schema.Properties.TryGetValue(name, out var property))
            {
                Value(fields[name]!, property, place, warnings);
            }
            else if (schema?.AdditionalProperties is { } values && (values.Allows || values.Schema is not null))
            {
                if (values.Schema is { } value)
                {
                    Value(fields[name]!, value, place, warnings);
                }
            }
            else if (!keeps)
            {
                fields.Remove(name);
                warnings?.Unknown(place);
            }
        }
    }
}

using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.CustomResources.Schemas;

/// <summary>Fills in the defaults of a structural schema. A null where none is allowed counts as absent.</summary>
internal static class Defaulting
{
    /// <summary>Whether anything has been filled in.</summary>
    public static bool Apply(DocNode value, JSONSchemaProps schema)
    {
        var changed = false;
        switch (value)
        {
            case DocObject fields:
                foreach (var (name, property) in schema.Properties)
                {
                    changed |= Property(fields, name, property);
                }

                if (schema.AdditionalProperties?.Schema is { } values)
                {
                    foreach (var name in fields.Keys.Where(name => !schema.Properties.ContainsKey(name)))
                    {
                        changed |= Property(fields, name, values);
                    }
                }

                break;
            case DocArray items when schema.Items?.Schema is { } item:
                foreach (var element in items)
                {
                    changed |= Apply(element, item);
                }

                break;
        }

        return changed;
    }

    /// <summary>A value without a type can be anything.</summary>
    private static bool AllowsNull(JSONSchemaProps schema) => schema.Type.Length == 0 && !schema.XIntOrString;

    private static bool Property(DocObject fields, string name, JSONSchemaProps schema)
    {
        var value = fields[name];
        var changed = false;
        if (value is { IsNull: true } && !schema.Nullable && schema.Default.IsNil && !AllowsNull(schema))
        {
            fields.Remove(name);
            return true;
        }

        if (!schema.Default.IsNil && (value is null || (value.IsNull && !schema.Nullable)))
        {
            fields[name] = value = DocNode.Parse(schema.Default.Span);
            changed = true;
        }

        return (value is not null && Apply(value, schema)) || changed;
    }
}

using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Cel.Types;

namespace KubeSharp.Cel.Schemas;

/// <summary>A structural schema as expressions see it: the type, and how much of it there may be.</summary>
public sealed class DeclaredType
{
    private DeclaredType(CelType type, JSONSchemaProps schema, long minSize)
    {
        Type = type;
        Schema = schema;
        MinSize = minSize;
    }

    public CelType Type { get; }

    public JSONSchemaProps Schema { get; }

    /// <summary>The most characters, bytes, elements or entries; null for what has no length.</summary>
    public long? MaxElements { get; private init; }

    /// <summary>The fewest bytes of JSON that a value takes.</summary>
    public long MinSize { get; }

    /// <summary>The items of a list, the values of a map.</summary>
    public DeclaredType? Element { get; private init; }

    /// <summary>The fields of an object by their escaped names.</summary>
    public IReadOnlyDictionary<string, DeclaredField>? Fields { get; private init; }

    /// <summary>The type of a schema; null where the schema does not tell it, so that expressions cannot see such values.</summary>
    /// <param name="schema">Structural.</param>
    /// <param name="isRoot">Of a resource or an embedded one: type and name are always there.</param>
    public static DeclaredType? Of(JSONSchemaProps schema, bool isRoot) => Of(schema, isRoot, "selfType");

    private static DeclaredType? Of(JSONSchemaProps schema, bool isRoot, string name)
    {
        if (schema.XIntOrString)
        {
            return new DeclaredType(CelType.Dyn, schema, 1) { MaxElements = CelLimits.RequestBytes - 2 };
        }

        if (isRoot)
        {
            schema = ResourceSchema.WithTypeAndName(schema);
        }

        return schema.Type switch
        {
            "array" => List(schema, name),
            "object" => schema.AdditionalProperties?.Schema is { } values ? Map(schema, values, name) : Object(schema, name),
            "string" => Text(schema),
            "boolean" => new DeclaredType(CelType.Bool, schema, 4),
            "integer" => new DeclaredType(CelType.Int, schema, 1),
            "number" => new DeclaredType(CelType.Double, schema, 1),
            _ => null,
        };
    }

    private static DeclaredType? List(JSONSchemaProps schema, string name)
    {
        if (schema.Items?.Schema is not { } items || Of(items, items.XEmbeddedResource, name + ".@idx") is not { } element)
        {
            return null;
        }

        return new DeclaredType(CelType.List(element.Type), schema, 2)
        {
            Element = element,
            MaxElements = schema.MaxItems is { } most ? Math.Max(0, most) : (CelLimits.RequestBytes - 2) / (element.MinSize + 1),
        };
    }

    private static DeclaredType? Map(JSONSchemaProps schema, JSONSchemaProps values, string name)
    {
        if (Of(values, values.XEmbeddedResource, name + ".@elem") is not { } element)
        {
            return null;
        }

        return new DeclaredType(CelType.Map(CelType.String, element.Type), schema, 2)
        {
            Element = element,
            MaxElements = schema.MaxProperties is { } most ? Math.Max(0, most) : (CelLimits.RequestBytes - 2) / (element.MinSize + 6),
        };
    }

    private static DeclaredType Object(JSONSchemaProps schema, string name)
    {
        var fields = new Dictionary<string, DeclaredField>(StringComparer.Ordinal);
        var size = 2L;
        foreach (var (property, value) in schema.Properties)
        {
            if (Of(value, value.XEmbeddedResource, name + "." + property) is not { } type)
            {
                continue;
            }

            if (FieldNames.Escape(property) is { } escaped)
            {
                fields[escaped] = new DeclaredField(property, type);
            }

            if (value.Default.IsNil && schema.Required.Contains(property))
            {
                size += property.Length + type.MinSize + 4;
            }
        }

        var types = fields.Select(field => new KeyValuePair<string, CelType>(field.Key, field.Value.Type.Type));
        return new DeclaredType(new ObjectType(name, types), schema, size) { Fields = fields };
    }

    private static DeclaredType Text(JSONSchemaProps schema)
    {
        var most = schema.MaxLength is { } length ? Math.Max(0, length) : (long?)null;
        return schema.Format switch
        {
            "byte" => new DeclaredType(CelType.Bytes, schema, 2) { MaxElements = most ?? CelLimits.RequestBytes - 2 },
            "duration" => new DeclaredType(CelType.Duration, schema, 2) { MaxElements = 32 },
            "date" => new DeclaredType(CelType.Timestamp, schema, 12) { MaxElements = 12 },
            "date-time" => new DeclaredType(CelType.Timestamp, schema, 22) { MaxElements = 34 },
            _ => new DeclaredType(CelType.String, schema, 2)
            {
                // A character takes up to four bytes.
                MaxElements = most is { } characters ? characters * 4
                    : schema.Enum.Count > 0 ? schema.Enum.Max(value => (long)value.Span.Length - 2)
                    : CelLimits.RequestBytes - 2,
            },
        };
    }
}

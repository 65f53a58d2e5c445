using System.Text.Json;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>Writes records as JSON schemas, with the extensions that kubectl and server-side apply read.</summary>
internal sealed class ModelWriter(Utf8JsonWriter json, OpenApiVersion version, KindIndex kinds)
{
    private bool IsV3 => version == OpenApiVersion.V3;

    /// <summary>Writes all models as properties of the object that has been begun.</summary>
    public void WriteAll(Models models)
    {
        foreach (var (name, schema) in models.Structs)
        {
            json.WritePropertyName(name);
            WriteStruct(schema);
        }

        foreach (var name in models.Specials)
        {
            json.WritePropertyName(name);
            WriteSpecial(name);
        }
    }

    /// <summary>A property <c>$ref</c>, in the object that has been begun.</summary>
    public void WriteReference(string model) =>
        json.WriteString("$ref"u8, (IsV3 ? "#/components/schemas/" : "#/definitions/") + model);

    private void WriteStruct(StructSchema schema)
    {
        var types = kinds.Of(schema);
        json.WriteStartObject();
        if (Descriptions.Of(schema) is { } description)
        {
            json.WriteString("description"u8, description);
        }

        if (schema.Fields.Count > 0 || types.Count > 0)
        {
            json.WriteString("type"u8, "object"u8);
            WriteRequired(schema);
            json.WriteStartObject("properties"u8);
            if (types.Count > 0)
            {
                WriteTypeMeta("apiVersion"u8, Descriptions.ApiVersion);
                WriteTypeMeta("kind"u8, Descriptions.Kind);
            }

            foreach (var field in schema.Fields)
            {
                WriteField(schema, field);
            }

            json.WriteEndObject();
        }

        WriteKinds(types);
        if (schema.StructType is { } structType)
        {
            json.WriteString("x-kubernetes-map-type"u8, structType);
        }

        WriteUnion(schema);
        json.WriteEndObject();
    }

    private void WriteRequired(StructSchema schema)
    {
        var required = schema.Fields.Where(field => field.IsRequired).Select(field => field.Name).ToList();
        if (required.Count == 0)
        {
            return;
        }

        json.WriteStartArray("required"u8);
        foreach (var name in required)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }

    private void WriteTypeMeta(ReadOnlySpan<byte> name, string description)
    {
        json.WriteStartObject(name);
        json.WriteString("description"u8, description);
        json.WriteString("type"u8, "string"u8);
        json.WriteEndObject();
    }

    private void WriteField(StructSchema owner, FieldSchema field)
    {
        json.WriteStartObject(field.Name);
        if (Descriptions.Of(owner, field) is { } description)
        {
            json.WriteString("description"u8, description);
        }

        WriteType(owner, field, field.Type, hasDefault: IsV3 && field is { IsPointer: false, Type.Shape: TypeShape.Struct });
        if (IsV3 && field.Default is { } value)
        {
            json.WritePropertyName("default"u8);
            json.WriteRawValue(value);
        }

        WriteMarkers(field);
        json.WriteEndObject();
    }

    private void WriteMarkers(FieldSchema field)
    {
        if (field.ListMapKeys.Count > 0)
        {
            json.WriteStartArray("x-kubernetes-list-map-keys"u8);
            foreach (var key in field.ListMapKeys)
            {
                json.WriteStringValue(key);
            }

            json.WriteEndArray();
        }

        WriteOptional("x-kubernetes-list-type"u8, field.ListType);
        WriteOptional("x-kubernetes-map-type"u8, field.MapType ?? field.StructType);
        WriteOptional("x-kubernetes-patch-merge-key"u8, field.PatchMergeKey);
        WriteOptional("x-kubernetes-patch-strategy"u8, field.PatchStrategy);
    }

    private void WriteOptional(ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            json.WriteString(name, value);
        }
    }

    private void WriteType(StructSchema owner, FieldSchema field, TypeSchema type, bool hasDefault)
    {
        var model = type.Struct is { } nested ? ModelNames.Of(nested) : ModelNames.OfSpecial(owner, field, type.Shape);
        if (model is not null)
        {
            WriteModel(model, hasDefault);
            return;
        }

        switch (type.Shape)
        {
            case TypeShape.List:
                json.WriteString("type"u8, "array"u8);
                json.WriteStartObject("items"u8);
                WriteType(owner, field, type.Element!, hasDefault: IsV3 && type.Element!.Shape == TypeShape.Struct);
                json.WriteEndObject();
                break;
            case TypeShape.Map:
                json.WriteString("type"u8, "object"u8);
                json.WriteStartObject("additionalProperties"u8);
                WriteType(owner, field, type.Element!, hasDefault: IsV3 && type.Element!.Shape == TypeShape.Struct);
                json.WriteEndObject();
                break;
            default:
                PlainTypes.Write(json, type.Shape);
                break;
        }
    }

    /// <summary>A reference; where something stands beside it, OpenAPI 3 wants it wrapped.</summary>
    private void WriteModel(string model, bool hasDefault)
    {
        if (!hasDefault)
        {
            WriteReference(model);
            return;
        }

        json.WriteStartArray("allOf"u8);
        json.WriteStartObject();
        WriteReference(model);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("default"u8);
        json.WriteEndObject();
    }

    private void WriteKinds(IReadOnlyCollection<ApiTypeName> types)
    {
        if (types.Count == 0)
        {
            return;
        }

        json.WriteStartArray("x-kubernetes-group-version-kind"u8);
        foreach (var type in types)
        {
            type.Write(json);
        }

        json.WriteEndArray();
    }

    private void WriteUnion(StructSchema schema)
    {
        if (schema.Fields.FirstOrDefault(field => field.IsUnionDiscriminator) is not { } discriminator)
        {
            return;
        }

        json.WriteStartArray("x-kubernetes-unions"u8);
        json.WriteStartObject();
        json.WriteString("discriminator"u8, discriminator.Name);
        json.WriteStartObject("fields-to-discriminateBy"u8);
        foreach (var field in schema.Fields)
        {
            if (field is { IsPointer: true, Type.Shape: TypeShape.Struct })
            {
                json.WriteString(field.Name, field.GoName);
            }
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteSpecial(string name)
    {
        json.WriteStartObject();
        switch (name)
        {
            case ModelNames.Time or ModelNames.MicroTime:
                json.WriteString("type"u8, "string"u8);
                json.WriteString("format"u8, "date-time"u8);
                break;
            case ModelNames.Duration:
                json.WriteString("type"u8, "string"u8);
                break;
            case ModelNames.Quantity:
                WriteAlternatives("string"u8, "number"u8);
                break;
            case ModelNames.IntOrString:
                WriteAlternatives("integer"u8, "string"u8);
                json.WriteString("format"u8, "int-or-string"u8);
                break;
            case ModelNames.AnyJson:
                break;
            default:
                json.WriteString("type"u8, "object"u8);
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>Swagger 2.0 knows no alternatives: there the value passes for text.</summary>
    private void WriteAlternatives(ReadOnlySpan<byte> first, ReadOnlySpan<byte> second)
    {
        if (!IsV3)
        {
            json.WriteString("type"u8, "string"u8);
            return;
        }

        json.WriteStartArray("oneOf"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, first);
        json.WriteEndObject();
        json.WriteStartObject();
        json.WriteString("type"u8, second);
        json.WriteEndObject();
        json.WriteEndArray();
    }
}

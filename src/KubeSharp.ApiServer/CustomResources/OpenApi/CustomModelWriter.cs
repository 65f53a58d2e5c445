using System.Text.Json;
using KubeSharp.Api;
using KubeSharp.Api.Custom;
using KubeSharp.Api.Documents;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.OpenApi;

namespace KubeSharp.ApiServer.CustomResources.OpenApi;

/// <summary>Writes the schemas of custom kinds and of their lists as members of the object that has been begun.</summary>
internal sealed class CustomModelWriter(Utf8JsonWriter json, OpenApiVersion version, ModelWriter models)
{
    private const string ListText = "List of {0}. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md";

    /// <summary>The schema as it was declared, with the fields that every object has.</summary>
    public void WriteKind(CustomKind kind)
    {
        var keeps = kind.KeepsUnknown || kind.Schema?.XPreserveUnknownFields == true;
        json.WriteStartObject(ModelNames.Of(kind.Type.Schema));
        json.WriteString("type"u8, "object"u8);

        // In OpenAPI 2 nothing at all is said of what may have any field: old clients would hold objects to what is said.
        if (version == OpenApiVersion.V3 || !keeps)
        {
            WriteFields(kind);
        }

        if (keeps && version == OpenApiVersion.V3)
        {
            json.WriteBoolean("x-kubernetes-preserve-unknown-fields"u8, true);
        }

        WriteName(kind.Type);
        json.WriteEndObject();
    }

    /// <param name="kind">That of the items.</param>
    /// <param name="plural">What they are called.</param>
    public void WriteList(CustomKind kind, string plural)
    {
        json.WriteStartObject(ModelNames.OfList(kind));
        json.WriteString("description"u8, $"{kind.ListType.Kind} is a list of {kind.Type.Kind}");
        json.WriteString("type"u8, "object"u8);
        json.WriteStartArray("required"u8);
        json.WriteStringValue("items"u8);
        json.WriteEndArray();
        json.WriteStartObject("properties"u8);
        WriteText("apiVersion", Descriptions.ApiVersion);
        json.WriteStartObject("items"u8);
        json.WriteString("description"u8, ListText.Replace("{0}", plural, StringComparison.Ordinal));
        json.WriteString("type"u8, "array"u8);
        json.WriteStartObject("items"u8);
        models.WriteReference(ModelNames.Of(kind.Type.Schema));
        json.WriteEndObject();
        json.WriteEndObject();
        WriteText("kind", Descriptions.Kind);
        WriteMetadata(ModelNames.Of(ListMeta.Empty.GetStructSchema()));
        json.WriteEndObject();
        WriteName(kind.ListType);
        json.WriteEndObject();
    }

    private void WriteFields(CustomKind kind)
    {
        if (kind.Schema?.Description is { Length: > 0 } description)
        {
            json.WriteString("description"u8, description);
        }

        if (kind.Schema is { Required.Count: > 0 } schema)
        {
            json.WriteStartArray("required"u8);
            foreach (var name in schema.Required)
            {
                json.WriteStringValue(name);
            }

            json.WriteEndArray();
        }

        json.WriteStartObject("properties"u8);
        WriteText("apiVersion", Descriptions.ApiVersion);
        WriteText("kind", Descriptions.Kind);
        WriteMetadata(ModelNames.Of(ObjectMeta.Empty.GetStructSchema()));
        foreach (var (name, property) in kind.Schema?.Properties ?? default)
        {
            if (name is not ("apiVersion" or "kind" or "metadata"))
            {
                var declared = JsonCodec.EncodeBare(property);
                json.WritePropertyName(name);
                json.WriteRawValue(version == OpenApiVersion.V3 ? declared : SwaggerSchema.Simplify(DocNode.Parse(declared)).ToJson());
            }
        }

        json.WriteEndObject();
    }

    private void WriteMetadata(string model)
    {
        json.WriteStartObject("metadata"u8);
        if (version == OpenApiVersion.V2)
        {
            json.WriteString("description"u8, "Standard object's metadata. More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#metadata"u8);
        }

        models.WriteReference(model);
        json.WriteEndObject();
    }

    private void WriteName(ApiType type)
    {
        json.WriteStartArray("x-kubernetes-group-version-kind"u8);
        new ApiTypeName(type.Group, type.Version, type.Kind).Write(json);
        json.WriteEndArray();
    }

    private void WriteText(string name, string description)
    {
        json.WriteStartObject(name);
        json.WriteString("type"u8, "string"u8);
        json.WriteString("description"u8, description);
        json.WriteEndObject();
    }
}

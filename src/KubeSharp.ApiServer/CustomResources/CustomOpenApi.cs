using System.Text.Json;
using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Autoscaling.V1;
using KubeSharp.Api.Custom;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.OpenApi;

namespace KubeSharp.ApiServer.CustomResources;

/// <summary>The schemas of custom resources: a document for each group version that is served.</summary>
internal sealed class CustomOpenApi : IOpenApiSource
{
    private volatile IReadOnlyList<OpenApiPart> _parts = [];
    private Dictionary<string, Version> _versions = new(StringComparer.Ordinal);

    public IReadOnlyList<OpenApiPart> Parts => _parts;

    /// <summary>Makes the documents of group versions whose definitions have changed. Used by one task.</summary>
    public void Set(IReadOnlyList<CustomResourceDefinition> definitions)
    {
        var next = new Dictionary<string, Version>(StringComparer.Ordinal);
        var served = definitions.SelectMany(definition => definition.Spec.Versions
            .Where(version => version.Served)
            .Select(version => (ApiVersion: definition.Spec.Group + "/" + version.Name, Definition: definition)));
        foreach (var group in served.GroupBy(pair => pair.ApiVersion, pair => pair.Definition))
        {
            var members = group.ToList();
            next[group.Key] = _versions.TryGetValue(group.Key, out var before) && before.Definitions.SequenceEqual(members)
                ? before
                : new Version(members, new OpenApiPart(group.Key, Document(group.Key, members), null));
        }

        _versions = next;
        _parts = [.. next.Values.Select(version => version.Part)];
    }

    private static StoredDocument Document(string apiVersion, List<CustomResourceDefinition> definitions)
    {
        var resources = new List<(ApiResource Resource, CustomKind Kind)>();
        foreach (var definition in definitions)
        {
            foreach (var version in definition.Spec.Versions.Where(version => definition.Spec.Group + "/" + version.Name == apiVersion))
            {
                var kind = CustomKind.Of(definition, version);
                resources.Add((DeclaredResources.Describe(definition, version, kind), kind));
            }
        }

        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            Write(json, resources);
        }

        return StoredDocument.Of(buffer.Written.Span);
    }

    private static void Write(Utf8JsonWriter json, List<(ApiResource Resource, CustomKind Kind)> resources)
    {
        var models = new ModelWriter(json, OpenApiVersion.V3, new KindIndex([.. resources.Select(pair => pair.Resource)]));
        json.WriteStartObject();
        json.WriteString("openapi"u8, "3.0.0"u8);
        json.WriteStartObject("info"u8);
        json.WriteString("title"u8, "Kubernetes CRD Swagger"u8);
        json.WriteString("version"u8, "v0.1.0"u8);
        json.WriteEndObject();
        json.WriteStartObject("paths"u8);
        var paths = new PathWriter(json, OpenApiVersion.V3, models);
        foreach (var path in resources.SelectMany(pair => new ResourcePaths(pair.Resource).All()).OrderBy(path => path.Path, StringComparer.Ordinal))
        {
            paths.Write(path);
        }

        json.WriteEndObject();
        json.WriteStartObject("components"u8);
        json.WriteStartObject("schemas"u8);
        foreach (var (_, kind) in resources)
        {
            WriteModel(json, models, kind);
        }

        models.WriteAll(Common());
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static Models Common()
    {
        var models = new Models();
        models.AddSpecial(ModelNames.Patch);
        models.Add(Status.Empty.GetStructSchema());
        models.Add(DeleteOptions.Empty.GetStructSchema());
        models.Add(WatchEvent.Empty.GetStructSchema());
        models.Add(ObjectMeta.Empty.GetStructSchema());
        models.Add(Scale.Empty.GetStructSchema());
        return models;
    }

    /// <summary>The schema as it was declared, with the fields that every object has.</summary>
    private static void WriteModel(Utf8JsonWriter json, ModelWriter models, CustomKind kind)
    {
        json.WriteStartObject(ModelNames.Of(kind.Type.Schema));
        json.WriteString("type"u8, "object"u8);
        if (kind.Schema?.Description is { Length: > 0 } description)
        {
            json.WriteString("description"u8, description);
        }

        json.WriteStartObject("properties"u8);
        WriteText(json, "apiVersion", Descriptions.ApiVersion);
        WriteText(json, "kind", Descriptions.Kind);
        json.WriteStartObject("metadata"u8);
        models.WriteReference(ModelNames.Of(ObjectMeta.Empty.GetStructSchema()));
        json.WriteEndObject();
        foreach (var (name, property) in kind.Schema?.Properties ?? default)
        {
            if (name is not ("apiVersion" or "kind" or "metadata"))
            {
                json.WritePropertyName(name);
                json.WriteRawValue(JsonCodec.EncodeBare(property));
            }
        }

        json.WriteEndObject();
        if (kind.KeepsUnknown || kind.Schema?.XPreserveUnknownFields == true)
        {
            json.WriteBoolean("x-kubernetes-preserve-unknown-fields"u8, true);
        }

        json.WriteStartArray("x-kubernetes-group-version-kind"u8);
        new ApiTypeName(kind.Type.Group, kind.Type.Version, kind.Type.Kind).Write(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string description)
    {
        json.WriteStartObject(name);
        json.WriteString("type"u8, "string"u8);
        json.WriteString("description"u8, description);
        json.WriteEndObject();
    }

    private sealed record Version(IReadOnlyList<CustomResourceDefinition> Definitions, OpenApiPart Part);
}

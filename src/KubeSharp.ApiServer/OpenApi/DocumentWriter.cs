using System.Text.Json;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>Writes whole documents: all resources as OpenAPI 2, those of one group version as OpenAPI 3.</summary>
internal sealed class DocumentWriter(IReadOnlyList<ApiResource> resources, string serverVersion)
{
    private readonly KindIndex _kinds = new(resources);

    /// <param name="others">Documents whose paths and definitions belong to this one as well.</param>
    public void WriteV2(PooledBuffer output, IReadOnlyList<JsonElement> others)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        var models = new ModelWriter(json, OpenApiVersion.V2, _kinds);
        json.WriteStartObject();
        json.WriteString("swagger"u8, "2.0"u8);
        WriteInfo(json);
        WritePaths(json, OpenApiVersion.V2, models, resources, Members(others, "paths"));
        json.WriteStartObject("definitions"u8);
        var collected = ModelsOf(resources);
        models.WriteAll(collected);
        WriteOthers(json, Members(others, "definitions").Where(member => !collected.Contains(member.Name)));
        json.WriteEndObject();
        json.WriteStartObject("securityDefinitions"u8);
        WriteSecurityScheme(json);
        json.WriteEndObject();
        json.WriteStartArray("security"u8);
        json.WriteStartObject();
        json.WriteStartArray("BearerToken"u8);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public void WriteV3(PooledBuffer output, string apiVersion)
    {
        var served = resources.Where(resource => resource.ApiVersion == apiVersion).ToList();
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        var models = new ModelWriter(json, OpenApiVersion.V3, _kinds);
        json.WriteStartObject();
        json.WriteString("openapi"u8, "3.0.0"u8);
        WriteInfo(json);
        WritePaths(json, OpenApiVersion.V3, models, served, []);
        json.WriteStartObject("components"u8);
        json.WriteStartObject("schemas"u8);
        models.WriteAll(ModelsOf(served));
        json.WriteEndObject();
        json.WriteStartObject("securitySchemes"u8);
        WriteSecurityScheme(json);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePaths(
        Utf8JsonWriter json,
        OpenApiVersion version,
        ModelWriter models,
        IEnumerable<ApiResource> resources,
        IEnumerable<JsonProperty> others)
    {
        json.WriteStartObject("paths"u8);
        var writer = new PathWriter(json, version, models);
        foreach (var path in resources.SelectMany(resource => new ResourcePaths(resource).All()).OrderBy(path => path.Path, StringComparer.Ordinal))
        {
            writer.Write(path);
        }

        WriteOthers(json, others);
        json.WriteEndObject();
    }

    /// <summary>The first document that has a member wins.</summary>
    private static IEnumerable<JsonProperty> Members(IReadOnlyList<JsonElement> documents, string name) => documents
        .SelectMany(document => document.TryGetProperty(name, out var members) && members.ValueKind == JsonValueKind.Object
            ? members.EnumerateObject().ToList()
            : [])
        .DistinctBy(member => member.Name, StringComparer.Ordinal);

    private static void WriteOthers(Utf8JsonWriter json, IEnumerable<JsonProperty> members)
    {
        foreach (var member in members)
        {
            member.WriteTo(json);
        }
    }

    private static Models ModelsOf(IEnumerable<ApiResource> resources)
    {
        var models = new Models();
        models.AddSpecial(ModelNames.Patch);
        models.Add(Status.Empty.GetStructSchema());
        models.Add(DeleteOptions.Empty.GetStructSchema());
        models.Add(WatchEvent.Empty.GetStructSchema());
        foreach (var resource in resources)
        {
            Add(resource.Type);
            Add(ApiTypes.Find(resource.ApiVersion, resource.Kind + "List"));
            foreach (var subresource in resource.Subresources)
            {
                if (!subresource.Kind.EndsWith("Options", StringComparison.Ordinal))
                {
                    Add(subresource.Type);
                }
            }
        }

        return models;

        void Add(ApiType? type)
        {
            if (type is not null)
            {
                models.Add(type.Schema);
            }
        }
    }

    private static void WriteSecurityScheme(Utf8JsonWriter json)
    {
        json.WriteStartObject("BearerToken"u8);
        json.WriteString("description"u8, "Bearer token of a user or service account"u8);
        json.WriteString("in"u8, "header"u8);
        json.WriteString("name"u8, "authorization"u8);
        json.WriteString("type"u8, "apiKey"u8);
        json.WriteEndObject();
    }

    private void WriteInfo(Utf8JsonWriter json)
    {
        json.WriteStartObject("info"u8);
        json.WriteString("title"u8, "Kubernetes"u8);
        json.WriteString("version"u8, serverVersion);
        json.WriteEndObject();
    }
}

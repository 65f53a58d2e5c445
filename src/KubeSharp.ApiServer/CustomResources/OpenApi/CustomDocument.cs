using System.Text.Json;
using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Autoscaling.V1;
using KubeSharp.Api.Custom;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.OpenApi;

namespace KubeSharp.ApiServer.CustomResources.OpenApi;

/// <summary>The custom resources of one group version as an OpenAPI document.</summary>
internal sealed class CustomDocument
{
    private readonly List<(ApiResource Resource, CustomKind Kind)> _resources = [];

    public CustomDocument(string apiVersion, IEnumerable<CustomResourceDefinition> definitions)
    {
        foreach (var definition in definitions)
        {
            foreach (var version in definition.Spec.Versions.Where(version => definition.Spec.Group + "/" + version.Name == apiVersion))
            {
                var kind = CustomKind.Of(definition, version);
                _resources.Add((DeclaredResources.Describe(definition, version, kind), kind));
            }
        }
    }

    /// <summary>A document of its own.</summary>
    public void WriteV3(PooledBuffer output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        var models = new ModelWriter(json, OpenApiVersion.V3, Kinds());
        json.WriteStartObject();
        json.WriteString("openapi"u8, "3.0.0"u8);
        json.WriteStartObject("info"u8);
        json.WriteString("title"u8, "Kubernetes CRD Swagger"u8);
        json.WriteString("version"u8, "v0.1.0"u8);
        json.WriteEndObject();
        WritePaths(json, OpenApiVersion.V3, models);
        json.WriteStartObject("components"u8);
        json.WriteStartObject("schemas"u8);
        WriteModels(json, OpenApiVersion.V3, models);
        models.WriteAll(Common());
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The part of the one document that OpenAPI 2 has: paths and definitions. What all kinds share is in that already.</summary>
    public void WriteV2(PooledBuffer output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { SkipValidation = true });
        var models = new ModelWriter(json, OpenApiVersion.V2, Kinds());
        json.WriteStartObject();
        WritePaths(json, OpenApiVersion.V2, models);
        json.WriteStartObject("definitions"u8);
        WriteModels(json, OpenApiVersion.V2, models);
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
        models.Add(ListMeta.Empty.GetStructSchema());
        models.Add(Scale.Empty.GetStructSchema());
        return models;
    }

    private KindIndex Kinds() => new([.. _resources.Select(pair => pair.Resource)]);

    private void WritePaths(Utf8JsonWriter json, OpenApiVersion version, ModelWriter models)
    {
        json.WriteStartObject("paths"u8);
        var paths = new PathWriter(json, version, models);
        foreach (var path in _resources.SelectMany(pair => new ResourcePaths(pair.Resource).All()).OrderBy(path => path.Path, StringComparer.Ordinal))
        {
            paths.Write(path);
        }

        json.WriteEndObject();
    }

    private void WriteModels(Utf8JsonWriter json, OpenApiVersion version, ModelWriter models)
    {
        var writer = new CustomModelWriter(json, version, models);
        foreach (var (resource, kind) in _resources)
        {
            writer.WriteKind(kind);
            writer.WriteList(kind, resource.Name);
        }
    }
}

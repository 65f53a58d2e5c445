using System.Collections.Concurrent;
using System.Text.Json;
using KubeSharp.Api;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>
/// The documents of all resources. Made when first asked for and kept compressed: together they have some ten megabytes, of which
/// nobody needs more than one at a time.
/// </summary>
internal sealed class OpenApiDocuments
{
    private readonly List<IOpenApiSource> _sources = [];
    private readonly ConcurrentDictionary<string, Lazy<StoredDocument>> _v3 = new(StringComparer.Ordinal);
    private readonly DocumentWriter _writer;
    private readonly Lock _lock = new();
    private SwaggerDocuments? _v2;

    public OpenApiDocuments(IEnumerable<ApiResource> resources, string serverVersion)
    {
        var served = resources.OrderBy(resource => resource.ApiVersion, StringComparer.Ordinal).ThenBy(resource => resource.Name, StringComparer.Ordinal).ToList();
        _writer = new DocumentWriter(served, serverVersion);
        foreach (var apiVersion in served.Select(resource => resource.ApiVersion).Distinct())
        {
            _v3.TryAdd(PathOf(apiVersion), new Lazy<StoredDocument>(() => MakeV3(apiVersion)));
        }
    }

    /// <summary>All group versions by their path under /openapi/v3, in order.</summary>
    public IEnumerable<(string Path, StoredDocument Document)> V3 =>
    [
        .. _v3.Select(document => (document.Key, document.Value.Value))
            .Concat(Parts().Where(part => !_v3.ContainsKey(PathOf(part.ApiVersion))).Select(part => (PathOf(part.ApiVersion), part.V3.Value)))
            .OrderBy(document => document.Item1, StringComparer.Ordinal),
    ];

    public StoredDocument V2Json => V2().Json;

    /// <summary>As gnostic's message.</summary>
    public StoredDocument V2Protobuf => V2().Protobuf;

    /// <summary>Only before requests are served.</summary>
    public void Add(IOpenApiSource source) => _sources.Add(source);

    /// <param name="path"><c>api/v1</c> or <c>apis/GROUP/VERSION</c>.</param>
    public StoredDocument? FindV3(string path) => _v3.TryGetValue(path, out var document)
        ? document.Value
        : Parts().FirstOrDefault(part => PathOf(part.ApiVersion) == path)?.V3.Value;

    private static string PathOf(string apiVersion) => (apiVersion.Contains('/') ? "apis/" : "api/") + apiVersion;

    private List<OpenApiPart> Parts() => [.. _sources.SelectMany(source => source.Parts)];

    private StoredDocument MakeV3(string apiVersion)
    {
        using var buffer = new PooledBuffer(1 << 20);
        _writer.WriteV3(buffer, apiVersion);
        return StoredDocument.Of(buffer.Written.Span);
    }

    private SwaggerDocuments V2()
    {
        var parts = Parts();
        lock (_lock)
        {
            return _v2 is { } made && made.Parts.SequenceEqual(parts) ? made : _v2 = MakeV2(parts);
        }
    }

    private SwaggerDocuments MakeV2(List<OpenApiPart> parts)
    {
        var others = new List<JsonDocument>();
        try
        {
            foreach (var part in parts)
            {
                if (part.V2?.Value is { } document)
                {
                    using var content = document.OpenContent();
                    others.Add(JsonDocument.Parse(content));
                }
            }

            using var json = new PooledBuffer(1 << 22);
            _writer.WriteV2(json, [.. others.Select(other => other.RootElement)]);
            using var protobuf = new PooledBuffer(json.Length);
            GnosticDocument.Write(json.Written, protobuf);
            return new SwaggerDocuments(parts, StoredDocument.Of(json.Written.Span), StoredDocument.Of(protobuf.Written.Span));
        }
        finally
        {
            others.ForEach(other => other.Dispose());
        }
    }

    private sealed record SwaggerDocuments(List<OpenApiPart> Parts, StoredDocument Json, StoredDocument Protobuf);
}

using KubeSharp.Api.Apiregistration.V1;
using KubeSharp.ApiServer.Discovery;
using KubeSharp.ApiServer.OpenApi;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>What is known of the extension servers' group versions: their resources and schemas, for discovery and OpenAPI.</summary>
internal sealed class Extensions : IRemoteDiscovery, IOpenApiSource
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, Extension> _known = new(StringComparer.Ordinal);
    private volatile IReadOnlyList<RemoteVersion> _versions = [];
    private volatile IReadOnlyList<OpenApiPart> _parts = [];

    public IReadOnlyList<RemoteVersion> Versions => _versions;

    public IReadOnlyList<OpenApiPart> Parts => _parts;

    /// <summary>A server that fails keeps what it served before, marked as stale, so that clients do not take its objects for gone.</summary>
    public void Set(APIService service, ProbeResult result)
    {
        lock (_lock)
        {
            var name = service.Metadata.Name;
            _known.TryGetValue(name, out var before);
            var version = result.Resources is { } resources
                ? RemoteVersion.Of(service.Spec, resources)
                : before?.Version.AsStale() ?? RemoteVersion.Empty(service.Spec);
            var apiVersion = service.Spec.Group + "/" + service.Spec.Version;
            var schema = result.IsAvailable ? result.Schema is { } v3 ? StoredDocument.Of(v3) : null : before?.Part?.V3.Value;
            var part = schema is null ? null : schema.Hash == before?.Part?.V3.Value.Hash ? before.Part : new OpenApiPart(apiVersion, new Lazy<StoredDocument>(schema), null);
            var next = new Extension(version, part);
            if (before is null || before != next)
            {
                _known[name] = next;
                Publish();
            }
        }
    }

    public void Remove(string name)
    {
        lock (_lock)
        {
            if (_known.Remove(name))
            {
                Publish();
            }
        }
    }

    private void Publish()
    {
        _versions = [.. _known.Values.Select(extension => extension.Version)];
        _parts = [.. _known.Values.Where(extension => extension.Part is not null).Select(extension => extension.Part!)];
    }

    private sealed record Extension(RemoteVersion Version, OpenApiPart? Part);
}

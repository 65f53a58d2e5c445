using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.OpenApi;

namespace KubeSharp.ApiServer.CustomResources.OpenApi;

/// <summary>The schemas of custom resources: documents for each group version that is served.</summary>
internal sealed class CustomOpenApi : IOpenApiSource
{
    private volatile IReadOnlyList<OpenApiPart> _parts = [];
    private Dictionary<string, Version> _versions = new(StringComparer.Ordinal);

    public IReadOnlyList<OpenApiPart> Parts => _parts;

    /// <summary>Makes the documents of group versions whose definitions have changed. Used by one task.</summary>
    public void Set(IReadOnlyList<ServedDefinition> definitions)
    {
        var next = new Dictionary<string, Version>(StringComparer.Ordinal);
        var served = definitions.SelectMany(definition => definition.ServedVersions
            .Select(version => (ApiVersion: definition.Group + "/" + version, Definition: definition)));
        foreach (var group in served.GroupBy(pair => pair.ApiVersion, pair => pair.Definition))
        {
            var members = group.ToList();
            next[group.Key] = _versions.TryGetValue(group.Key, out var before) && before.Definitions.SequenceEqual(members)
                ? before
                : new Version(members, MakePart(group.Key, members));
        }

        _versions = next;
        _parts = [.. next.Values.Select(version => version.Part)];
    }

    private static OpenApiPart MakePart(string apiVersion, List<ServedDefinition> members)
    {
        return new OpenApiPart(apiVersion, Document(static (document, output) => document.WriteV3(output)), Document(static (document, output) => document.WriteV2(output)));

        Lazy<StoredDocument> Document(Action<CustomDocument, PooledBuffer> write) => new(() =>
        {
            using var buffer = new PooledBuffer();
            write(new CustomDocument(apiVersion, members.Select(member => member.Definition)), buffer);
            return StoredDocument.Of(buffer.Written.Span);
        });
    }

    private sealed record Version(IReadOnlyList<ServedDefinition> Definitions, OpenApiPart Part);
}

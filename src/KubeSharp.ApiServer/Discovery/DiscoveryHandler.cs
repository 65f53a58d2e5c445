using System.Collections.Concurrent;
using System.Security.Cryptography;
using KubeSharp.Api;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Http.Negotiation;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Discovery;

/// <summary>/api, /apis and what is below them that is no resource. The documents change only with the set of resources, so they are kept encoded.</summary>
internal sealed class DiscoveryHandler(DiscoverySource source, IRemoteDiscovery? remote, Func<string> serverAddress) : INonResourceHandler
{
    private const string AggregatedParameters = ";g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

    private readonly ConcurrentDictionary<string, APIGroupDiscoveryDocument> _aggregated = new(StringComparer.Ordinal);

    private IReadOnlyList<RemoteVersion> Remote => remote?.Versions ?? [];

    public async Task HandleAsync(RequestInfo info, QueryParameters query, HttpContext http, CancellationToken cancellationToken)
    {
        var path = info.Path.Trim('/');
        var accept = http.Request.Headers.Accept.ToString();
        if (path is "api" or "apis" && TryAggregated(accept, out var wire))
        {
            WriteAggregated(http, path, wire);
            return;
        }

        if (Document(path) is not { } document)
        {
            if (IsOfKnownGroup(path))
            {
                throw ApiErrors.PathNotFound();
            }

            await PlainText.NotFoundAsync(http, cancellationToken).ConfigureAwait(false);
            return;
        }

        var format = ContentNegotiator.Negotiate(accept, ViewsOffered.None, HttpCall.IsPretty(query, http.Request));
        ObjectResponse.Write(http, format, StatusCodes.Status200OK, document, null);
    }

    private ApiKind? Document(string path)
    {
        var parts = path.Split('/');
        return parts switch
        {
            ["api"] => LegacyDocuments.Versions(source, serverAddress()),
            ["api", var version] => Resources("", version),
            ["apis"] => RemoteGroups.List(source, Remote),
            ["apis", var group] => group.Length > 0 ? RemoteGroups.Find(source, Remote, group) : null,
            ["apis", var group, var version] => group.Length > 0 ? Resources(group, version) : null,
            _ => null,
        };
    }

    private bool IsOfKnownGroup(string path) => path.Split('/') switch
    {
        ["api", ..] => true,
        ["apis", var group, ..] => source.Find(group) is not null,
        _ => false,
    };

    private ApiKind? Resources(string group, string version) =>
        source.Find(group)?.Versions.FirstOrDefault(candidate => candidate.Name == version) is { } found
            ? LegacyDocuments.Resources(group, found)
            : null;

    private static bool TryAggregated(string accept, out WireFormat wire)
    {
        foreach (var range in accept.AsSpan().Split(','))
        {
            var clause = AcceptClause.Parse(accept.AsSpan()[range]);
            wire = clause.Range is MediaTypes.Protobuf ? WireFormat.Protobuf : WireFormat.Json;
            if (clause.Range is not (MediaTypes.Json or MediaTypes.Protobuf))
            {
                continue;
            }

            // The clauses stand in the order of preference; a plain one before means the old documents.
            return clause["as"] is "APIGroupDiscoveryList" && clause["g"] is "apidiscovery.k8s.io" && clause["v"] is "v2";
        }

        wire = default;
        return false;
    }

    private void WriteAggregated(HttpContext http, string path, WireFormat wire)
    {
        var versions = Remote;
        var own = source.Groups;
        if (!_aggregated.TryGetValue(path, out var document) || document.Remote != versions || document.Own != own)
        {
            _aggregated[path] = document = MakeAggregated(path, own, versions);
        }

        var response = http.Response;
        response.Headers.Vary = "Accept";
        response.Headers.ETag = document.ETag;
        if (http.Request.Headers.IfNoneMatch == document.ETag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        var (body, contentType) = wire == WireFormat.Protobuf
            ? (document.Protobuf, MediaTypes.Protobuf + AggregatedParameters)
            : (document.Json, MediaTypes.Json + AggregatedParameters);
        ObjectResponse.WriteBytes(http, contentType, StatusCodes.Status200OK, body, null);
    }

    private APIGroupDiscoveryDocument MakeAggregated(
        string path, IReadOnlyList<DiscoveredGroup> own, IReadOnlyList<RemoteVersion> versions)
    {
        var document = path == "api"
            ? AggregatedDocument.Make(own.Where(group => group.Name.Length == 0))
            : RemoteGroups.Aggregated(source, versions);
        var json = JsonCodec.Encode(document);
        using var protobuf = new PooledBuffer(json.Length);
        ProtobufCodec.Encode(document, protobuf);
        return new APIGroupDiscoveryDocument(own, versions, json, protobuf.Written.ToArray(), '"' + Convert.ToHexString(SHA512.HashData(json)) + '"');
    }

    private sealed record APIGroupDiscoveryDocument(
        IReadOnlyList<DiscoveredGroup> Own, IReadOnlyList<RemoteVersion> Remote, byte[] Json, byte[] Protobuf, string ETag);
}

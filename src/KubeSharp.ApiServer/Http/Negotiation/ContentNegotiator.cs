using KubeSharp.Api;

namespace KubeSharp.ApiServer.Http.Negotiation;

/// <summary>
/// Chooses the form of an answer from the Accept header (RFC 9110, 12.5.1) by upstream's rules: clauses by falling quality, the
/// first one that can be served wins, a view that the endpoint does not have makes its clause unusable.
/// </summary>
internal static class ContentNegotiator
{
    private const int MaxClauses = 64;

    /// <exception cref="ApiException">406, no clause can be served.</exception>
    public static ResponseFormat Negotiate(string? accept, ViewsOffered offered, bool pretty)
    {
        // The headers that kubectl, client-go and browsers send all day.
        switch (accept)
        {
            case null or "" or MediaTypes.Json or "*/*" or "application/json, */*":
                return new ResponseFormat(WireFormat.Json, Pretty: pretty);
            case MediaTypes.Protobuf or "application/vnd.kubernetes.protobuf,application/json" when (offered & ViewsOffered.JsonOnly) == 0:
                return new ResponseFormat(WireFormat.Protobuf);
        }

        var best = default(ResponseFormat);
        var bestQuality = 0.0;
        var clauses = 0;
        foreach (var range in accept.AsSpan().Split(','))
        {
            if (++clauses > MaxClauses)
            {
                break;
            }

            var clause = AcceptClause.Parse(accept.AsSpan()[range]);
            var quality = clause.Quality;
            if (quality > bestQuality && TryServe(clause, offered, pretty, out var format))
            {
                best = format;
                bestQuality = quality;
            }
        }

        return bestQuality > 0 ? best : throw MediaTypeErrors.NotAcceptable();
    }

    /// <summary>The encoding of a request body.</summary>
    /// <exception cref="ApiException">415, the encoding is not known.</exception>
    public static WireFormat RequestFormat(string? contentType)
    {
        switch (contentType)
        {
            case null or "" or MediaTypes.Json:
                return WireFormat.Json;
            case MediaTypes.Protobuf:
                return WireFormat.Protobuf;
        }

        var type = AcceptClause.Parse(contentType).Range;
        return TryWireFormat(type, out var format) ? format : throw MediaTypeErrors.Unsupported(MediaTypes.Objects);
    }

    private static bool TryServe(AcceptClause clause, ViewsOffered offered, bool pretty, out ResponseFormat format)
    {
        format = default;
        WireFormat wire;
        if (clause.Range is "*/*" or "application/*")
        {
            wire = WireFormat.Json;
        }
        else if (!TryWireFormat(clause.Range, out wire))
        {
            return false;
        }

        var kind = clause["as"];
        if (kind.IsEmpty)
        {
            if (wire == WireFormat.Protobuf && (offered & ViewsOffered.JsonOnly) != 0)
            {
                return false;
            }

            format = new ResponseFormat(wire, Pretty: pretty);
            return true;
        }

        var isBeta = clause["v"] is "v1beta1";
        if (clause["g"] is not "meta.k8s.io" || (!isBeta && clause["v"] is not "v1") || (isBeta && wire == WireFormat.Protobuf))
        {
            return false;
        }

        ObjectView view;
        switch (kind)
        {
            case "Table" when (offered & ViewsOffered.Table) != 0 && wire != WireFormat.Protobuf:
                view = ObjectView.Table;
                break;
            case "PartialObjectMetadata" when (offered & ViewsOffered.Single) != 0:
                view = ObjectView.PartialObjectMetadata;
                break;
            case "PartialObjectMetadataList" when (offered & ViewsOffered.List) != 0:
                view = ObjectView.PartialObjectMetadataList;
                break;
            default:
                return false;
        }

        format = new ResponseFormat(wire, view, pretty, isBeta);
        return true;
    }

    private static bool TryWireFormat(ReadOnlySpan<char> type, out WireFormat format)
    {
        if (type.Equals(MediaTypes.Json, StringComparison.OrdinalIgnoreCase))
        {
            format = WireFormat.Json;
            return true;
        }

        if (type.Equals(MediaTypes.Protobuf, StringComparison.OrdinalIgnoreCase))
        {
            format = WireFormat.Protobuf;
            return true;
        }

        format = WireFormat.Yaml;
        return type.Equals(MediaTypes.Yaml, StringComparison.OrdinalIgnoreCase);
    }
}

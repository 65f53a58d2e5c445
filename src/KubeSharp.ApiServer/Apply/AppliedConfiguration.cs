using KubeSharp.Api;
using KubeSharp.Api.Documents;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Apply;

/// <summary>Reads the configuration of an apply.</summary>
internal static class AppliedConfiguration
{
    /// <param name="json">The configuration.</param>
    /// <param name="type">What it has to be.</param>
    /// <param name="warnings">Receives unknown and duplicate fields; null ignores them.</param>
    /// <exception cref="ApiException">400: it is no configuration of the kind; 500, as upstream: it does not fit the kind's schema.</exception>
    public static DocObject Read(ReadOnlyMemory<byte> json, ApiType type, DecodeWarnings? warnings)
    {
        try
        {
            var document = DocNode.Parse(json.Span) as DocObject ?? throw ApiErrors.BadRequest("the configuration has to be an object");
            if (document.Text("apiVersion") != type.ApiVersion)
            {
                throw ApiErrors.BadRequest(
                    $"Incorrect version specified in apply patch. Specified patch version: {document.Text("apiVersion")}, expected: {type.ApiVersion}");
            }

            if (document.Text("kind") != type.Kind)
            {
                throw ApiErrors.BadRequest($"the configuration has to be of kind {type.Kind} in {type.ApiVersion}");
            }

            if (document["metadata"] is DocObject metadata && metadata.Contains("managedFields") && !metadata["managedFields"]!.IsNull)
            {
                throw ApiErrors.BadRequest("metadata.managedFields must be nil");
            }

            if (ConfigurationChecks.Problems(document, Place.Root(type)) is { Length: > 0 } problems)
            {
                throw DoesNotFit(document, type, problems);
            }

            JsonCodec.Decode(type, json.Span, warnings);
            return document;
        }
        catch (DecodeException failure)
        {
            throw ApiErrors.BadRequest(failure.Message);
        }
    }

    /// <summary>Upstream answers with the bare error, without a reason.</summary>
    private static ApiException DoesNotFit(DocObject document, ApiType type, string problems)
    {
        var metadata = document["metadata"] as DocObject;
        return new ApiException(new Status
        {
            StatusValue = "Failure",
            Code = 500,
            Message = $"failed to create typed patch object ({metadata?.Text("namespace")}/{metadata?.Text("name")}; " +
                $"{(type.Group.Length == 0 ? "/" : "")}{type.ApiVersion}, Kind={type.Kind}): {problems}",
        });
    }
}

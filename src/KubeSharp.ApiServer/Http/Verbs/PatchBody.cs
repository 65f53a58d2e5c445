using KubeSharp.Api;
using KubeSharp.ApiServer.Handlers.Patching;
using KubeSharp.ApiServer.Http.Negotiation;

namespace KubeSharp.ApiServer.Http.Verbs;

/// <summary>Reads a patch; its bytes are valid until this is disposed.</summary>
internal sealed class PatchBody(HttpCall call) : IDisposable
{
    private RequestBody _body;

    /// <exception cref="ApiException">413, 415, or 400 for an empty body or broken YAML.</exception>
    public async ValueTask<PatchRequest> ReadAsync(CancellationToken cancellationToken)
    {
        var kind = PatchSources.KindOf(call.Http.Request.ContentType);
        if (kind == PatchKind.Strategic && call.Endpoint.IsCustom)
        {
            throw MediaTypeErrors.Unsupported(MediaTypes.CustomPatches);
        }

        var options = OptionsReader.Patch(call.Query);
        _body = await RequestBody.ReadAsync(call.Http.Request, cancellationToken).ConfigureAwait(false);
        if (_body.Bytes.IsEmpty)
        {
            throw ApiErrors.BadRequest("error decoding patch: unexpected end of JSON input");
        }

        if (kind != PatchKind.Apply)
        {
            call.Context.Audit?.RequestedPatch(_body.Bytes);
            return new PatchRequest(kind, _body.Bytes, options);
        }

        try
        {
            var json = YamlJson.ToJson(_body.Bytes);
            call.Context.Audit?.RequestedPatch(json);
            return new PatchRequest(kind, json, options);
        }
        catch (DecodeException e)
        {
            throw ApiErrors.BadRequest("error decoding YAML: " + e.Message);
        }
    }

    public void Dispose() => _body.Dispose();
}

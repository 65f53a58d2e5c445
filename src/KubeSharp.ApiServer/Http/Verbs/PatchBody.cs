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
            return new PatchRequest(kind, _body.Bytes, options);
        }

        try
        {
            return new PatchRequest(kind, YamlJson.ToJson(_body.Bytes), options);
        }
        catch (DecodeException e)
        {
            throw ApiErrors.BadRequest("error decoding YAML: " + e.Message);
        }
    }

    public void Dispose() => _body.Dispose();
}

using KubeSharp.Api;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Handlers.Patching;
using KubeSharp.ApiServer.Handlers.Writes;
using KubeSharp.ApiServer.Http.Negotiation;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Http.Verbs;

/// <summary>POST, PUT and PATCH of objects.</summary>
internal sealed class WriteRequests(CreateHandler creates, UpdateHandler updates, PatchSources patches)
{
    public async ValueTask CreateAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var format = call.Negotiate(ViewsOffered.OfObject);
        var options = OptionsReader.Create(call.Query);
        OptionsRules.Validate(options);
        var body = await ReadObjectAsync(call, options.FieldValidation, cancellationToken).ConfigureAwait(false);
        var result = await creates.CreateAsync(call.Context, call.Endpoint, body, options, cancellationToken).ConfigureAwait(false);
        await AnswerAsync(call, format, result, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="subresource">The rules of the subresource; null for the object itself.</param>
    public async ValueTask UpdateAsync(HttpCall call, SubresourceStrategy? subresource, CancellationToken cancellationToken)
    {
        var format = call.Negotiate(ViewsOffered.OfObject);
        var options = OptionsReader.Update(call.Query);
        OptionsRules.Validate(options);
        var body = await ReadObjectAsync(call, options.FieldValidation, cancellationToken).ConfigureAwait(false);
        ObjectIdentity.CheckName(call.Context, body);
        var request = new UpdateRequest
        {
            Endpoint = call.Endpoint,
            Namespace = call.Namespace,
            Name = call.Info.Name,
            Source = new ReplacementSource(body, call.Endpoint.Strategy.AllowCreateOnUpdate),
            Subresource = subresource,
            Options = options,
        };
        var result = await updates.UpdateAsync(call.Context, request, cancellationToken).ConfigureAwait(false);
        await AnswerAsync(call, format, result, cancellationToken).ConfigureAwait(false);
    }

    /// <param name="subresource">The rules of the subresource; null for the object itself.</param>
    public async ValueTask PatchAsync(HttpCall call, SubresourceStrategy? subresource, CancellationToken cancellationToken)
    {
        var format = call.Negotiate(ViewsOffered.OfObject);
        using var body = new PatchBody(call);
        var patch = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
        var request = new UpdateRequest
        {
            Endpoint = call.Endpoint,
            Namespace = call.Namespace,
            Name = call.Info.Name,
            Source = patches.Make(call.Context, call.Endpoint, patch),
            Subresource = subresource,
            Options = patch.Options,
        };
        var result = await updates.UpdateAsync(call.Context, request, cancellationToken).ConfigureAwait(false);
        await AnswerAsync(call, format, result, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<ApiObject> ReadObjectAsync(HttpCall call, string fieldValidation, CancellationToken cancellationToken)
    {
        var wire = ContentNegotiator.RequestFormat(call.Http.Request.ContentType);
        using var body = await RequestBody.ReadAsync(call.Http.Request, cancellationToken).ConfigureAwait(false);
        var value = (ApiObject)BodyDecoder.Decode(body.Bytes, wire, call.Endpoint.Type, fieldValidation, call.Context);
        call.Context.Audit?.Requested(value);
        return value;
    }

    private static ValueTask AnswerAsync(HttpCall call, ResponseFormat format, in WriteResult result, CancellationToken cancellationToken) =>
        result.Entry is { } entry
            ? EntryResponse.WriteAsync(call, format, result.StatusCode, entry, cancellationToken)
            : EntryResponse.WriteObjectAsync(call, format, result.StatusCode, result.Value, cancellationToken);
}

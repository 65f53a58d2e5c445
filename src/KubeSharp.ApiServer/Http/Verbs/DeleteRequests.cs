using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Handlers.Deletes;
using KubeSharp.ApiServer.Http.Negotiation;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http.Verbs;

/// <summary>DELETE of an object and of a collection.</summary>
internal sealed class DeleteRequests(DeleteHandler deletes, DeleteCollectionHandler collections)
{
    public async ValueTask DeleteAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var format = call.Negotiate(ViewsOffered.OfObject);
        var options = await ReadOptionsAsync(call, cancellationToken).ConfigureAwait(false);
        var result = await deletes
            .DeleteAsync(call.Context, call.Endpoint, call.Namespace, call.Info.Name, options, cancellationToken).ConfigureAwait(false);
        var status = !result.Removed && options.OrphanDependents == false ? StatusCodes.Status202Accepted : StatusCodes.Status200OK;
        if (result.Entry is { } entry)
        {
            await EntryResponse.WriteAsync(call, format, status, entry, cancellationToken).ConfigureAwait(false);
        }
        else if (result.Value is ApiObject value)
        {
            await EntryResponse.WriteObjectAsync(call, format, status, value, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            ObjectResponse.Write(call.Http, format, status, result.Value, call.Context);
        }
    }

    public async ValueTask DeleteCollectionAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var format = call.Negotiate(ViewsOffered.OfList);
        var options = await ReadOptionsAsync(call, cancellationToken).ConfigureAwait(false);
        var list = await collections
            .DeleteAsync(call.Context, call.Endpoint, call.Namespace, OptionsReader.List(call.Query), options, cancellationToken)
            .ConfigureAwait(false);
        await ListResponse.WriteAsync(call, format, list, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The options stand in the body, or in the query when there is no body.</summary>
    private static async ValueTask<DeleteOptions> ReadOptionsAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var options = OptionsReader.Delete(call.Query);
        using var body = await RequestBody.ReadAsync(call.Http.Request, cancellationToken).ConfigureAwait(false);
        if (!body.Bytes.IsEmpty)
        {
            var wire = ContentNegotiator.RequestFormat(call.Http.Request.ContentType);
            options = BodyDecoder.DecodeDeleteOptions(body.Bytes, wire);
            call.Context.Audit?.Requested(options);
        }

        call.Context.DryRun = options.DryRun.Count > 0;
        return options;
    }
}

using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Handlers.Lists;
using KubeSharp.ApiServer.Handlers.Patching;
using KubeSharp.ApiServer.Handlers.Scaling;
using KubeSharp.ApiServer.Handlers.Subresources;
using KubeSharp.ApiServer.Handlers.Writes;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources;
using KubeSharp.Client;

namespace KubeSharp.ApiServer.InProcess;

/// <summary>The verbs of a component's requests on the shared handlers.</summary>
internal sealed class InProcessVerbs(InProcessServices services)
{
    public ValueTask<ApiResponse> InvokeAsync(
        RequestContext context, ResourceEndpoint endpoint, ApiRequest request, CancellationToken cancellationToken)
    {
        if (!endpoint.Allows(context.Info.Verb, request.Subresource))
        {
            throw ApiErrors.MethodNotSupported(context.Info.ApiGroup, context.Info.Resource, context.Info.Verb);
        }

        if (request.Subresource == "scale")
        {
            return ScaleAsync(context, endpoint, request, cancellationToken);
        }

        if (!endpoint.IsStored || services.Subresources.Has(endpoint, request.Subresource))
        {
            return CreateSubresourceAsync(context, endpoint, request, cancellationToken);
        }

        var strategy = request.Subresource.Length == 0
            ? null
            : SubresourceStrategies.Find(endpoint, request.Subresource) ?? throw ApiErrors.PathNotFound();
        return request.Verb switch
        {
            ApiVerb.Get => GetAsync(endpoint, request, cancellationToken),
            ApiVerb.List => ListAsync(endpoint, request, cancellationToken),
            ApiVerb.Create => CreateAsync(context, endpoint, request, cancellationToken),
            ApiVerb.Update or ApiVerb.Patch => UpdateAsync(context, endpoint, request, strategy, cancellationToken),
            ApiVerb.Delete => DeleteAsync(context, endpoint, request, cancellationToken),
            ApiVerb.DeleteCollection => DeleteCollectionAsync(context, endpoint, request, cancellationToken),
            _ => throw ApiErrors.BadRequest("a watch is opened with WatchAsync"),
        };
    }

    private static async ValueTask<ApiResponse> GetAsync(ResourceEndpoint endpoint, ApiRequest request, CancellationToken cancellationToken)
    {
        var version = (request.Options as GetOptions)?.ResourceVersion ?? "";
        var entry = await GetHandler.GetAsync(endpoint, request.Namespace, request.Name, version, cancellationToken).ConfigureAwait(false);
        return new ApiResponse(200, await ServedAsync(endpoint, entry.Object, cancellationToken).ConfigureAwait(false));
    }

    private static async ValueTask<ApiResponse> ListAsync(ResourceEndpoint endpoint, ApiRequest request, CancellationToken cancellationToken)
    {
        var options = request.Options as ListOptions ?? ListOptions.Empty;
        var list = await ListHandler.ListAsync(endpoint, request.Namespace, options, cancellationToken).ConfigureAwait(false);
        return await ListOfAsync(endpoint, list, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<ApiResponse> ListOfAsync(ResourceEndpoint endpoint, ListResult list, CancellationToken cancellationToken)
    {
        var held = await endpoint.PrepareAsync(list.Entries, cancellationToken).ConfigureAwait(false);
        var objects = new ApiObject[list.Entries.Count];
        for (var i = 0; i < objects.Length; i++)
        {
            objects[i] = endpoint.ToServed(list.Entries[i].Object);
        }

        GC.KeepAlive(held);
        return new ApiResponse(200, new SharedObjectList(endpoint.ListType, objects) { Metadata = list.Metadata });
    }

    private async ValueTask<ApiResponse> CreateAsync(
        RequestContext context, ResourceEndpoint endpoint, ApiRequest request, CancellationToken cancellationToken)
    {
        var options = request.Options as CreateOptions ?? CreateOptions.Empty;
        OptionsRules.Validate(options);
        var result = await services.Creates.CreateAsync(context, endpoint, Body(request), options, cancellationToken).ConfigureAwait(false);
        return await AnswerAsync(endpoint, result, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ApiResponse> UpdateAsync(
        RequestContext context,
        ResourceEndpoint endpoint,
        ApiRequest request,
        SubresourceStrategy? subresource,
        CancellationToken cancellationToken)
    {
        IObjectSource source;
        if (request.Verb == ApiVerb.Patch)
        {
            source = services.Patches.Make(context, endpoint, PatchOf(request));
        }
        else
        {
            var body = Body(request);
            OptionsRules.Validate(request.Options as UpdateOptions ?? UpdateOptions.Empty);
            ObjectIdentity.CheckName(context, body);
            source = new ReplacementSource(body, endpoint.Strategy.AllowCreateOnUpdate);
        }

        var update = new UpdateRequest
        {
            Endpoint = endpoint,
            Namespace = request.Namespace,
            Name = request.Name,
            Source = source,
            Subresource = subresource,
            Options = request.Options,
        };
        var result = await services.Updates.UpdateAsync(context, update, cancellationToken).ConfigureAwait(false);
        return await AnswerAsync(endpoint, result, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ApiResponse> DeleteAsync(
        RequestContext context, ResourceEndpoint endpoint, ApiRequest request, CancellationToken cancellationToken)
    {
        var options = request.Body as DeleteOptions ?? DeleteOptions.Empty;
        var result = await services.Deletes
            .DeleteAsync(context, endpoint, request.Namespace, request.Name, options, cancellationToken).ConfigureAwait(false);
        return new ApiResponse(
            200, result.Value is ApiObject value ? await ServedAsync(endpoint, value, cancellationToken).ConfigureAwait(false) : result.Value);
    }

    private async ValueTask<ApiResponse> DeleteCollectionAsync(
        RequestContext context, ResourceEndpoint endpoint, ApiRequest request, CancellationToken cancellationToken)
    {
        var list = await services.Collections.DeleteAsync(
            context,
            endpoint,
            request.Namespace,
            request.Options as ListOptions ?? ListOptions.Empty,
            request.Body as DeleteOptions ?? DeleteOptions.Empty,
            cancellationToken).ConfigureAwait(false);
        return await ListOfAsync(endpoint, list, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ApiResponse> CreateSubresourceAsync(
        RequestContext context, ResourceEndpoint endpoint, ApiRequest request, CancellationToken cancellationToken)
    {
        var body = request.Body ?? throw ApiErrors.BadRequest("the request has no body");
        var result = await services.Subresources.InvokeAsync(context, endpoint, body, request.Options, cancellationToken).ConfigureAwait(false);
        return new ApiResponse(result.StatusCode, result.Value);
    }

    private async ValueTask<ApiResponse> ScaleAsync(
        RequestContext context, ResourceEndpoint endpoint, ApiRequest request, CancellationToken cancellationToken)
    {
        if (request.Verb == ApiVerb.Get)
        {
            return new ApiResponse(
                200, await ScaleHandler.GetAsync(endpoint, request.Namespace, request.Name, cancellationToken).ConfigureAwait(false));
        }

        Func<Scale, Scale> next;
        if (request.Verb == ApiVerb.Patch)
        {
            var patch = PatchOf(request);
            next = scale => (Scale)DocumentPatch.Apply(context, patch, scale);
        }
        else
        {
            var body = request.Body as Scale ?? throw ApiErrors.BadRequest("the body is no Scale");
            next = _ => body;
        }

        return new ApiResponse(
            200, await services.Scales.UpdateAsync(context, endpoint, next, request.Options, cancellationToken).ConfigureAwait(false));
    }

    private static PatchRequest PatchOf(ApiRequest request) => new(
        PatchSources.KindOf(request.ContentType), request.RawBody, request.Options as PatchOptions ?? PatchOptions.Empty);

    private static ApiObject Body(ApiRequest request) =>
        request.Body as ApiObject ?? throw ApiErrors.BadRequest("the body is no object of the resource");

    private static async ValueTask<ApiResponse> AnswerAsync(ResourceEndpoint endpoint, WriteResult result, CancellationToken cancellationToken) =>
        new(result.StatusCode, await ServedAsync(endpoint, result.Value, cancellationToken).ConfigureAwait(false));

    private static async ValueTask<ApiObject> ServedAsync(ResourceEndpoint endpoint, ApiObject stored, CancellationToken cancellationToken)
    {
        await endpoint.PrepareAsync(stored, cancellationToken).ConfigureAwait(false);
        return endpoint.ToServed(stored);
    }
}

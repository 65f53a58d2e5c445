using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V1;
using KubeSharp.ApiServer.Handlers.Writes;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Handlers.Scaling;

/// <summary>The scale subresource.</summary>
internal sealed class ScaleHandler(UpdateHandler updates)
{
    /// <exception cref="ApiException">404.</exception>
    public static async ValueTask<Scale> GetAsync(ResourceEndpoint endpoint, string ns, string name, CancellationToken cancellationToken)
    {
        var converter = Converter(endpoint);
        try
        {
            var entry = await GetHandler.GetAsync(endpoint, ns, name, "", cancellationToken).ConfigureAwait(false);
            return converter.ToScale(await endpoint.LoadAsync(entry, cancellationToken).ConfigureAwait(false));
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            throw Missing(endpoint, name);
        }
    }

    /// <param name="next">Makes the wanted scale from the current one; called again after a conflict.</param>
    /// <param name="options">UpdateOptions or PatchOptions.</param>
    /// <exception cref="ApiException">404, 409 or 422.</exception>
    public async ValueTask<Scale> UpdateAsync(
        RequestContext context, ResourceEndpoint endpoint, Func<Scale, Scale> next, ApiKind? options, CancellationToken cancellationToken)
    {
        var converter = Converter(endpoint);
        var request = new UpdateRequest
        {
            Endpoint = endpoint,
            Namespace = context.Info.Namespace,
            Name = context.Info.Name,
            Source = new ScaleSource(converter, next),
            Options = options,
        };
        try
        {
            var result = await updates.UpdateAsync(context, request, cancellationToken).ConfigureAwait(false);
            await endpoint.PrepareAsync(result.Value, cancellationToken).ConfigureAwait(false);
            return converter.ToScale(endpoint.IsCustom ? endpoint.ToServed(result.Value) : result.Value);
        }
        catch (ApiException e) when (e.IsNotFound)
        {
            throw Missing(endpoint, context.Info.Name);
        }
    }

    private static ApiException Missing(ResourceEndpoint endpoint, string name) =>
        ApiErrors.NotFound(endpoint.Resource.Group, endpoint.Resource.Name + "/scale", name);

    private static IScaleConverter Converter(ResourceEndpoint endpoint) =>
        endpoint.Scale ?? ScaleConverters.Find(endpoint.Resource) ?? throw ApiErrors.PathNotFound();
}

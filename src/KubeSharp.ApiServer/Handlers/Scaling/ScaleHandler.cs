using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V1;
using KubeSharp.ApiServer.Handlers.Patching;
using KubeSharp.ApiServer.Handlers.Writes;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Handlers.Scaling;

/// <summary>The scale subresource.</summary>
internal sealed class ScaleHandler(UpdateHandler updates, PatchSources patches)
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
    public ValueTask<Scale> UpdateAsync(
        RequestContext context, ResourceEndpoint endpoint, Func<Scale, Scale> next, ApiKind? options, CancellationToken cancellationToken) =>
        UpdateAsync(context, endpoint, new ScaleSource(Converter(endpoint), next), options, cancellationToken);

    /// <param name="patch">
    /// Of the scale. What is applied are the replicas of the object itself, in which they have an owner.
    /// </param>
    /// <exception cref="ApiException">400, 404, 409 or 422.</exception>
    public ValueTask<Scale> PatchAsync(RequestContext context, ResourceEndpoint endpoint, PatchRequest patch, CancellationToken cancellationToken)
    {
        if (patch.Kind == PatchKind.Apply)
        {
            var configuration = AppliedScale.Of(patch.Body, endpoint, Converter(endpoint).ReplicasPath);
            var source = patches.Make(context, endpoint, patch with { Body = configuration.ToJson() });
            return UpdateAsync(context, endpoint, source, patch.Options, cancellationToken);
        }

        OptionsRules.Validate(patch.Options, apply: false);
        return UpdateAsync(context, endpoint, scale => (Scale)DocumentPatch.Apply(context, patch, scale), patch.Options, cancellationToken);
    }

    private async ValueTask<Scale> UpdateAsync(
        RequestContext context, ResourceEndpoint endpoint, IObjectSource source, ApiKind? options, CancellationToken cancellationToken)
    {
        var converter = Converter(endpoint);
        var request = new UpdateRequest
        {
            Endpoint = endpoint,
            Namespace = context.Info.Namespace,
            Name = context.Info.Name,
            Source = source,
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

using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Handlers.Lists;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Handlers.Deletes;

/// <summary>Deletes what a list selects, one by one; what has gone meanwhile is no error.</summary>
internal sealed class DeleteCollectionHandler(DeleteHandler deletes)
{
    /// <returns>The list that was deleted.</returns>
    /// <exception cref="ApiException">400, 403, 409 or 422; what was deleted until then stays deleted.</exception>
    public async ValueTask<ListResult> DeleteAsync(
        RequestContext context,
        ResourceEndpoint endpoint,
        string ns,
        ListOptions selection,
        DeleteOptions options,
        CancellationToken cancellationToken)
    {
        DeleteOptionsRules.Validate(options);
        var list = await ListHandler.ListAsync(endpoint, ns, selection, cancellationToken).ConfigureAwait(false);
        foreach (var entry in list.Entries)
        {
            try
            {
                await deletes.DeleteAsync(context, endpoint, entry.Namespace, entry.Name, options, cancellationToken).ConfigureAwait(false);
            }
            catch (ApiException e) when (e.IsNotFound)
            {
            }
        }

        return list;
    }
}

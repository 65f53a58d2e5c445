using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Pods;

/// <summary>Deletes a pod as a DELETE request does: grace period, finalizers, preconditions.</summary>
internal interface IPodDeletion
{
    /// <exception cref="KubeSharp.Api.ApiException">404, 409 or 422.</exception>
    ValueTask DeleteAsync(RequestContext context, string ns, string name, DeleteOptions options, CancellationToken cancellationToken);
}

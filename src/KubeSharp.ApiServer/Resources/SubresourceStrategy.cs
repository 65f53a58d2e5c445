using KubeSharp.Api;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Resources;

/// <summary>
/// The rules of a subresource that is a narrower way to update the object itself: status, pods/ephemeralcontainers,
/// pods/resize, namespaces/finalize, certificatesigningrequests/approval. It has get, update and patch.
/// </summary>
public abstract class SubresourceStrategy
{
    /// <summary>Keeps from <paramref name="value"/> only what this subresource may change; all else comes from <paramref name="old"/>.</summary>
    public abstract ApiObject PrepareForUpdate(RequestContext context, ApiObject value, ApiObject old);

    public abstract void ValidateUpdate(RequestContext context, ApiObject value, ApiObject old, ErrorList errors);

    public virtual void Warn(RequestContext context, ApiObject value, ApiObject old)
    {
    }
}

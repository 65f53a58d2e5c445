using KubeSharp.Api;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Handlers.ManagedFields;

/// <summary>Keeps <c>metadata.managedFields</c> true on every write that is not an apply. Called after the mutating admission.</summary>
public interface IManagedFieldsUpdater
{
    /// <param name="context">Gives the field manager, the subresource and the time.</param>
    /// <param name="resource">The resource in the version of the request.</param>
    /// <param name="live">The stored object; null on create.</param>
    /// <param name="value">The object about to be validated and stored; its managedFields are what the client sent.</param>
    /// <returns><paramref name="value"/> with the managedFields to store.</returns>
    ApiObject Update(RequestContext context, ApiResource resource, ApiObject? live, ApiObject value);
}

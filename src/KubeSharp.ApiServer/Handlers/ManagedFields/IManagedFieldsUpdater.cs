using KubeSharp.Api;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Handlers.ManagedFields;

/// <summary>
/// Keeps <c>metadata.managedFields</c> true on every write that is not an apply. Called on the
/// decoded and defaulted object, before the mutating admission, whose changes have no owner (as upstream has it).
/// </summary>
public interface IManagedFieldsUpdater
{
    /// <param name="context">Gives the field manager, the subresource and the time.</param>
    /// <param name="resource">The resource in the version of the request.</param>
    /// <param name="live">The stored object; null on create.</param>
    /// <param name="value">The object the client wants; its managedFields are what the client sent.</param>
    /// <returns><paramref name="value"/> with the managedFields to store.</returns>
    ApiObject Update(RequestContext context, ApiResource resource, ApiObject? live, ApiObject value);
}

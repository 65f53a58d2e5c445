using KubeSharp.Api;

namespace KubeSharp.ApiServer.Handlers.ManagedFields;

/// <summary>Server-side apply (KEP-555).</summary>
public interface IApplyPatcher
{
    /// <summary>
    /// Merges the applied configuration into the current object and records the ownership of its fields. Pure: it may be
    /// called again with a newer object when the write conflicts.
    /// </summary>
    /// <returns>The new object, undefaulted, with its managedFields.</returns>
    /// <exception cref="ApiException">400 for a body that is no configuration of the kind, 409 with the owners of conflicting fields.</exception>
    ApiObject Apply(ApplyRequest request);
}

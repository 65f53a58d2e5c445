using KubeSharp.Api;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Http.Negotiation;

namespace KubeSharp.ApiServer.Handlers.ManagedFields;

/// <summary>Tracks no owners: objects keep the managedFields they have, clients cannot set any.</summary>
internal sealed class UntrackedFields : IManagedFieldsUpdater, IApplyPatcher
{
    public ApiObject Update(RequestContext context, ApiResource resource, ApiObject? live, ApiObject value)
    {
        var fields = live?.Metadata.ManagedFields ?? default;
        return value.Metadata.ManagedFields.Count == 0 && fields.Count == 0
            ? value
            : value with { Metadata = value.Metadata with { ManagedFields = fields } };
    }

    public ApiObject Apply(ApplyRequest request) =>
        throw MediaTypeErrors.Unsupported(MediaTypes.DocumentPatches);
}

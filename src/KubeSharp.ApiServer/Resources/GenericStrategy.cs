using KubeSharp.Api;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;

namespace KubeSharp.ApiServer.Resources;

/// <summary>
/// The rules for a resource that has none of its own: valid metadata, a status that only its subresource changes, a generation
/// that counts changes of the rest. It knows the kind by its JSON alone, which is slow and right for whatever has a status.
/// </summary>
internal sealed class GenericStrategy(ApiResource resource) : ResourceStrategy
{
    private readonly bool _hasStatus = resource.Subresources.Any(static subresource => subresource.Name == "status");

    public override ApiType Type { get; } = resource.Type!;

    public override ApiObject PrepareForCreate(RequestContext context, ApiObject value)
    {
        if (_hasStatus)
        {
            value = JsonMembers.Take(value, Type.Empty, "status");
        }

        return _hasStatus ? value with { Metadata = value.Metadata with { Generation = 1 } } : value;
    }

    public override ApiObject PrepareForUpdate(RequestContext context, ApiObject value, ApiObject old)
    {
        if (_hasStatus)
        {
            value = JsonMembers.Take(value, old, "status");
        }

        return _hasStatus && !(value with { Metadata = old.Metadata }).Equals(old)
            ? value with { Metadata = value.Metadata with { Generation = old.Metadata.Generation + 1 } }
            : value;
    }

    public override ApiObject PrepareForStatusUpdate(RequestContext context, ApiObject value, ApiObject old) =>
        JsonMembers.Take(old, value, "status") with { Metadata = value.Metadata };

    public override void Validate(RequestContext context, ApiObject value, ErrorList errors) =>
        ObjectMetaValidation.Validate(value.Metadata, resource.Namespaced, NameRule.Subdomain, errors);

    public override void ValidateUpdate(RequestContext context, ApiObject value, ApiObject old, ErrorList errors) =>
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);

    public override void ValidateStatusUpdate(RequestContext context, ApiObject value, ApiObject old, ErrorList errors) =>
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
}

using KubeSharp.Api;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Resources.Metadata;

/// <summary>Base of the strategies that check metadata and add to it.</summary>
internal abstract class MetadataOnlyStrategy<T>(bool namespaced, NameRule names = NameRule.Subdomain) : ResourceStrategy<T>
    where T : ApiObject, IApiKind<T>
{
    protected override void Validate(RequestContext context, T value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced, names, errors);
        ValidateBody(errors, value);
    }

    protected override void ValidateUpdate(RequestContext context, T value, T old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        ValidateBody(errors, value);
        ValidateChange(errors, value, old);
    }

    protected override void ValidateStatusUpdate(RequestContext context, T value, T old, ErrorList errors) =>
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);

    /// <summary>Everything but metadata, at creation and update.</summary>
    protected virtual void ValidateBody(ErrorList errors, T value)
    {
    }

    /// <summary>What may not change.</summary>
    protected virtual void ValidateChange(ErrorList errors, T value, T old)
    {
    }
}

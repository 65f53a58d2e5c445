using KubeSharp.Api.Rbac.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;

namespace KubeSharp.ApiServer.Resources.Rbac;

/// <summary>roles</summary>
internal sealed class RoleStrategy : ResourceStrategy<Role>
{
    public override bool AllowCreateOnUpdate => true;

    protected override void Validate(RequestContext context, Role value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.PathSegment, errors);
        RbacChecks.Rules(errors, value.Rules, namespaced: true);
    }

    protected override void ValidateUpdate(RequestContext context, Role value, Role old, ErrorList errors)
    {
        Validate(context, value, errors);
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
    }
}

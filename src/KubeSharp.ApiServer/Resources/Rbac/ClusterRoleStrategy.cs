using KubeSharp.Api.Rbac.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;

namespace KubeSharp.ApiServer.Resources.Rbac;

/// <summary>clusterroles</summary>
internal sealed class ClusterRoleStrategy : ResourceStrategy<ClusterRole>
{
    public override bool AllowCreateOnUpdate => true;

    protected override void Validate(RequestContext context, ClusterRole value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: false, NameRule.PathSegment, errors);
        RbacChecks.Rules(errors, value.Rules, namespaced: false);
        if (value.AggregationRule is not { } aggregation)
        {
            return;
        }

        var path = FieldPath.Root("aggregationRule").Child("clusterRoleSelectors");
        if (aggregation.ClusterRoleSelectors.Count == 0)
        {
            errors.Required(path, "at least one clusterRoleSelector required if aggregationRule is non-nil");
        }

        for (var i = 0; i < aggregation.ClusterRoleSelectors.Count; i++)
        {
            LabelSelectorChecks.Validate(errors, path.Index(i), aggregation.ClusterRoleSelectors[i]);
            if (!LabelSelectorChecks.IsUsable(aggregation.ClusterRoleSelectors[i]))
            {
                errors.Invalid(path.Index(i), "null", "invalid label selector.");
            }
        }
    }

    protected override void ValidateUpdate(RequestContext context, ClusterRole value, ClusterRole old, ErrorList errors)
    {
        Validate(context, value, errors);
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
    }
}

using KubeSharp.Api.Rbac.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Rbac;

/// <summary>clusterrolebindings</summary>
internal sealed class ClusterRoleBindingStrategy : ResourceStrategy<ClusterRoleBinding>
{
    public override bool AllowCreateOnUpdate => true;

    public override IReadOnlyList<TableColumn> Columns => BindingTable.Columns;

    protected override ClusterRoleBinding Default(ClusterRoleBinding value)
    {
        var subjects = value.Subjects.Map(BindingDefaults.Subject);
        var role = BindingDefaults.Role(value.RoleRef);
        return subjects.SameAs(value.Subjects) && ReferenceEquals(role, value.RoleRef) ? value : value with { Subjects = subjects, RoleRef = role };
    }

    protected override void Validate(RequestContext context, ClusterRoleBinding value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: false, NameRule.PathSegment, errors);
        RbacChecks.RoleRef(errors, value.RoleRef, namespaced: false);
        RbacChecks.Subjects(errors, value.Subjects, namespaced: false);
    }

    protected override void ValidateUpdate(RequestContext context, ClusterRoleBinding value, ClusterRoleBinding old, ErrorList errors)
    {
        Validate(context, value, errors);
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        RbacChecks.RoleRefUnchanged(errors, value.RoleRef, old.RoleRef);
    }

    protected override object?[] Cells(ClusterRoleBinding value, DateTimeOffset now) =>
        BindingTable.Cells(value.Metadata, value.RoleRef, value.Subjects, now);
}

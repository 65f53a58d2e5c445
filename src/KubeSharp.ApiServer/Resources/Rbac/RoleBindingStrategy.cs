using KubeSharp.Api.Rbac.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Rbac;

/// <summary>rolebindings</summary>
internal sealed class RoleBindingStrategy : ResourceStrategy<RoleBinding>
{
    public override bool AllowCreateOnUpdate => true;

    public override IReadOnlyList<TableColumn> Columns => BindingTable.Columns;

    protected override RoleBinding Default(RoleBinding value)
    {
        var subjects = value.Subjects.Map(BindingDefaults.Subject);
        var role = BindingDefaults.Role(value.RoleRef);
        return subjects.SameAs(value.Subjects) && ReferenceEquals(role, value.RoleRef) ? value : value with { Subjects = subjects, RoleRef = role };
    }

    protected override void Validate(RequestContext context, RoleBinding value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.PathSegment, errors);
        RbacChecks.RoleRef(errors, value.RoleRef, namespaced: true);
        RbacChecks.Subjects(errors, value.Subjects, namespaced: true);
    }

    protected override void ValidateUpdate(RequestContext context, RoleBinding value, RoleBinding old, ErrorList errors)
    {
        Validate(context, value, errors);
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        RbacChecks.RoleRefUnchanged(errors, value.RoleRef, old.RoleRef);
    }

    protected override object?[] Cells(RoleBinding value, DateTimeOffset now) =>
        BindingTable.Cells(value.Metadata, value.RoleRef, value.Subjects, now);
}

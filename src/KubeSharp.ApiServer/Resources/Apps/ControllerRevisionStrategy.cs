using KubeSharp.Api.Apps.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Apps;

/// <summary>controllerrevisions</summary>
internal sealed class ControllerRevisionStrategy : ResourceStrategy<ControllerRevision>
{
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Controller", "Controller of the object"),
        Column.Text("Revision", "Number of the revision."),
        Column.Age,
    ];

    protected override void Validate(RequestContext context, ControllerRevision value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        if (value.Data.IsNil)
        {
            errors.Required(FieldPath.Root("data"), "data is mandatory");
        }

        if (value.Revision < 0)
        {
            errors.InvalidNumber(FieldPath.Root("revision"), value.Revision, FieldChecks.Negative);
        }
    }

    protected override void ValidateUpdate(RequestContext context, ControllerRevision value, ControllerRevision old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        Validate(context, value, errors);
        if (value.Data != old.Data)
        {
            errors.Invalid(FieldPath.Root("data"), value.Data.ToString(), FieldChecks.Immutable);
        }
    }

    protected override object?[] Cells(ControllerRevision value, DateTimeOffset now) =>
        [value.Metadata.Name, Controller(value), value.Revision, CellText.Age(value.Metadata, now)];

    private static string Controller(ControllerRevision value)
    {
        var index = value.Metadata.OwnerReferences.FindIndex(static o => o.Controller is true);
        if (index < 0)
        {
            return CellText.None;
        }

        var owner = value.Metadata.OwnerReferences[index];
        var slash = owner.APIVersion.IndexOf('/');
        var kind = owner.Kind.ToLowerInvariant();
        return (slash > 0 ? kind + "." + owner.APIVersion[..slash] : kind) + "/" + owner.Name;
    }
}

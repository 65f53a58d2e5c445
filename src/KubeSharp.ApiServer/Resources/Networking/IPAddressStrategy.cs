using KubeSharp.Api.Networking.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Networking;

/// <summary>ipaddresses. The name is the address, in canonical form.</summary>
internal sealed class IPAddressStrategy : ResourceStrategy<IPAddress>
{
    private static readonly FieldPath Parent = FieldPath.Root("spec").Child("parentRef");

    public override IReadOnlyList<TableColumn> Columns { get; } =
        [Column.Name, Column.Text("ParentRef", "Object that the address belongs to."), Column.Age];

    protected override IPAddress PrepareForCreate(RequestContext context, IPAddress value) => Generations.First(value);

    protected override IPAddress PrepareForUpdate(RequestContext context, IPAddress value, IPAddress old) =>
        Generations.Next(value, old, value.Spec != old.Spec);

    protected override void Validate(RequestContext context, IPAddress value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: false, NameRule.Own, errors);
        if (value.Metadata.Name.Length > 0)
        {
            if (IpChecks.Parse(value.Metadata.Name) is not { } address)
            {
                errors.InvalidText(ObjectMetaValidation.Path.Child("name"), value.Metadata.Name, "must be a valid IP address");
            }
            else if (address.ToString() != value.Metadata.Name)
            {
                errors.InvalidText(ObjectMetaValidation.Path.Child("name"), value.Metadata.Name, "must be a canonical format IP address");
            }
        }

        if (value.Spec.ParentRef is not { } parent)
        {
            errors.Required(Parent, "");
            return;
        }

        if (parent.Group.Length > 0)
        {
            NameChecks.Dns1123Subdomain(errors, Parent, "group", parent.Group);
        }

        FieldChecks.Required(errors, Parent, "resource", parent.Resource);
        FieldChecks.Required(errors, Parent, "name", parent.Name);
    }

    protected override void ValidateUpdate(RequestContext context, IPAddress value, IPAddress old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        Validate(context, value, errors);
        if (value.Spec.ParentRef != old.Spec.ParentRef)
        {
            errors.Invalid(Parent, "[parent reference]", FieldChecks.Immutable);
        }
    }

    protected override object?[] Cells(IPAddress value, DateTimeOffset now) =>
        [value.Metadata.Name, Text(value.Spec.ParentRef), CellText.Age(value.Metadata, now)];

    private static string Text(ParentReference? parent)
    {
        if (parent is null)
        {
            return CellText.None;
        }

        var resource = parent.Group.Length > 0 ? parent.Resource + "." + parent.Group : parent.Resource;
        return parent.Namespace.Length > 0 ? $"{resource}/{parent.Namespace}/{parent.Name}" : $"{resource}/{parent.Name}";
    }
}

using KubeSharp.Api.Networking.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Networking;

/// <summary>servicecidrs</summary>
internal sealed class ServiceCIDRStrategy : ResourceStrategy<ServiceCIDR>
{
    private static readonly FieldPath Cidrs = FieldPath.Root("spec").Child("cidrs");

    public override IReadOnlyList<TableColumn> Columns { get; } =
        [Column.Name, Column.Text("CIDRs", "Ranges of addresses for services."), Column.Age];

    protected override ServiceCIDR PrepareForCreate(RequestContext context, ServiceCIDR value) =>
        Generations.First(value with { Status = new ServiceCIDRStatus() });

    protected override ServiceCIDR PrepareForUpdate(RequestContext context, ServiceCIDR value, ServiceCIDR old) =>
        Generations.Next(value with { Status = old.Status }, old, value.Spec != old.Spec);

    protected override ServiceCIDR PrepareForStatusUpdate(RequestContext context, ServiceCIDR value, ServiceCIDR old) =>
        Generations.Next(value with { Spec = old.Spec }, old, changed: false);

    protected override void Validate(RequestContext context, ServiceCIDR value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: false, NameRule.Subdomain, errors);
        var cidrs = value.Spec.CIDRs;
        if (cidrs.Count == 0)
        {
            errors.Required(Cidrs, "at least one CIDR required");
            return;
        }

        if (cidrs.Count > 2)
        {
            errors.InvalidList(Cidrs, cidrs, "may only hold up to 2 values");
            return;
        }

        for (var i = 0; i < cidrs.Count; i++)
        {
            IpChecks.Cidr(errors, Cidrs.Index(i), cidrs[i]);
        }

        if (cidrs.Count == 2 && cidrs[0].Contains(':') == cidrs[1].Contains(':'))
        {
            errors.InvalidList(Cidrs, cidrs, "may specify no more than one IP for each IP family, i.e 192.168.0.0/24 and 2001:db8::/96");
        }
    }

    protected override void ValidateUpdate(RequestContext context, ServiceCIDR value, ServiceCIDR old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        if (value.Spec.CIDRs != old.Spec.CIDRs && (old.Spec.CIDRs.Count == 2 || value.Spec.CIDRs.Count != 2 || value.Spec.CIDRs[0] != old.Spec.CIDRs[0]))
        {
            errors.InvalidList(Cidrs, value.Spec.CIDRs, FieldChecks.Immutable);
        }

        Validate(context, value, errors);
    }

    protected override void ValidateStatusUpdate(RequestContext context, ServiceCIDR value, ServiceCIDR old, ErrorList errors) =>
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);

    protected override object?[] Cells(ServiceCIDR value, DateTimeOffset now) =>
        [value.Metadata.Name, CellText.Join(value.Spec.CIDRs), CellText.Age(value.Metadata, now)];
}

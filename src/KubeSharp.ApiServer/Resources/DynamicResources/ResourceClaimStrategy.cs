using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>resourceclaims</summary>
internal sealed class ResourceClaimStrategy() : MetadataOnlyStrategy<ResourceClaim>(namespaced: true)
{
    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("State", "A summary of the current state (allocated, pending, reserved, etc.)."),
        Column.Age,
    ];

    protected override ResourceClaim Default(ResourceClaim value) =>
        DeviceRequestDefaults.Apply(value.Spec) is var spec && ReferenceEquals(spec, value.Spec) ? value : value with { Spec = spec };

    protected override ResourceClaim PrepareForCreate(RequestContext context, ResourceClaim value) =>
        value with { Status = new ResourceClaimStatus() };

    protected override ResourceClaim PrepareForUpdate(RequestContext context, ResourceClaim value, ResourceClaim old) =>
        value with { Status = old.Status };

    protected override ResourceClaim PrepareForStatusUpdate(RequestContext context, ResourceClaim value, ResourceClaim old)
    {
        // What drivers say of a device goes with its allocation.
        var status = value.Status.Allocation is null && old.Status.Allocation is not null ? value.Status with { Devices = default } : value.Status;
        return value with { Spec = old.Spec, Status = status };
    }

    protected override void Validate(RequestContext context, ResourceClaim value, ErrorList errors)
    {
        base.Validate(context, value, errors);
        DeviceClaimChecks.Validate(errors, Spec, value.Spec);
    }

    protected override void ValidateChange(ErrorList errors, ResourceClaim value, ResourceClaim old)
    {
        if (value.Spec != old.Spec)
        {
            errors.Invalid(Spec, value.Spec.ToString(), FieldChecks.Immutable);
        }
    }

    protected override void ValidateStatusUpdate(RequestContext context, ResourceClaim value, ResourceClaim old, ErrorList errors)
    {
        base.ValidateStatusUpdate(context, value, old, errors);
        ResourceClaimStatusChecks.Validate(errors, value, old);
    }

    private static string State(ResourceClaim value)
    {
        var states = new List<string>();
        if (value.Metadata.DeletionTimestamp is not null)
        {
            states.Add("deleted");
        }

        if (value.Status.Allocation is null)
        {
            states.Add("pending");
        }
        else
        {
            states.Add("allocated");
            states.Add(value.Status.ReservedFor.Count > 0 ? "reserved" : "");
        }

        states.RemoveAll(static s => s.Length == 0);
        return string.Join(",", states);
    }

    protected override object?[] Cells(ResourceClaim value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        State(value),
        CellText.Age(value.Metadata, now),
    ];
}

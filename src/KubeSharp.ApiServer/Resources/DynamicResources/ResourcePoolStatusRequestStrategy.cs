using KubeSharp.Api.Resource.V1alpha3;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>resourcepoolstatusrequests (KEP-5677): asked once, answered once.</summary>
internal sealed class ResourcePoolStatusRequestStrategy() : MetadataOnlyStrategy<ResourcePoolStatusRequest>(namespaced: false)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public override IReadOnlyList<TableColumn> Columns { get; } = [Column.Name, Column.Text("Driver", "DRA driver of the pools."), Column.Age];

    protected override ResourcePoolStatusRequest Default(ResourcePoolStatusRequest value) =>
        value.Spec.Limit is not null ? value : value with { Spec = value.Spec with { Limit = DefaultLimit } };

    protected override ResourcePoolStatusRequest PrepareForCreate(RequestContext context, ResourcePoolStatusRequest value) =>
        Generations.First(value with { Status = null });

    protected override ResourcePoolStatusRequest PrepareForUpdate(
        RequestContext context, ResourcePoolStatusRequest value, ResourcePoolStatusRequest old) =>
        Generations.Next(value with { Status = old.Status }, old, value.Spec != old.Spec);

    protected override ResourcePoolStatusRequest PrepareForStatusUpdate(
        RequestContext context, ResourcePoolStatusRequest value, ResourcePoolStatusRequest old) => value with { Spec = old.Spec };

    protected override void ValidateBody(ErrorList errors, ResourcePoolStatusRequest value)
    {
        DeviceNameChecks.Driver(errors, Spec.Child("driver"), value.Spec.Driver);
        if (value.Spec.PoolName is { } pool)
        {
            DeviceNameChecks.Pool(errors, Spec.Child("poolName"), pool);
        }

        if (value.Spec.Limit is { } limit)
        {
            FieldChecks.InRange(errors, Spec, "limit", limit, 1, MaxLimit);
        }
    }

    protected override void ValidateChange(ErrorList errors, ResourcePoolStatusRequest value, ResourcePoolStatusRequest old)
    {
        if (value.Spec != old.Spec)
        {
            errors.Invalid(Spec, value.Spec.ToString(), FieldChecks.Immutable);
        }
    }

    protected override void ValidateStatusUpdate(
        RequestContext context, ResourcePoolStatusRequest value, ResourcePoolStatusRequest old, ErrorList errors)
    {
        base.ValidateStatusUpdate(context, value, old, errors);
        var path = FieldPath.Root("status");
        if (old.Status is { } before && value.Status != before)
        {
            errors.Invalid(path, value.Status?.ToString() ?? "null", FieldChecks.Immutable);
        }
        else if (value.Status is { } status)
        {
            ConditionChecks.Validate(errors, path, "conditions", status.Conditions);
        }
    }

    protected override object?[] Cells(ResourcePoolStatusRequest value, DateTimeOffset now) =>
        [value.Metadata.Name, value.Spec.Driver, CellText.Age(value.Metadata, now)];
}

using KubeSharp.Api.Resource.V1beta2;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>devicetaintrules</summary>
internal sealed class DeviceTaintRuleStrategy() : MetadataOnlyStrategy<DeviceTaintRule>(namespaced: false)
{
    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public override IReadOnlyList<TableColumn> Columns { get; } = [Column.Name, Column.Age];

    protected override DeviceTaintRule PrepareForCreate(RequestContext context, DeviceTaintRule value) =>
        Generations.First(Stamped(context, value) with { Status = new DeviceTaintRuleStatus() });

    protected override DeviceTaintRule PrepareForUpdate(RequestContext context, DeviceTaintRule value, DeviceTaintRule old) =>
        Generations.Next(Stamped(context, value) with { Status = old.Status }, old, value.Spec != old.Spec);

    protected override DeviceTaintRule PrepareForStatusUpdate(RequestContext context, DeviceTaintRule value, DeviceTaintRule old) =>
        Generations.Next(value with { Spec = old.Spec }, old, changed: false);

    protected override void ValidateBody(ErrorList errors, DeviceTaintRule value)
    {
        var selector = Spec.Child("deviceSelector");
        if (value.Spec.DeviceSelector?.Driver is { } driver)
        {
            DeviceNameChecks.Driver(errors, selector.Child("driver"), driver);
        }

        if (value.Spec.DeviceSelector?.Pool is { } pool)
        {
            DeviceNameChecks.Pool(errors, selector.Child("pool"), pool);
        }

        if (value.Spec.DeviceSelector?.Device is { } device)
        {
            DeviceNameChecks.Label(errors, selector.Child("device"), device);
        }

        var taint = value.Spec.Taint;
        DeviceTolerationChecks.Taint(errors, Spec.Child("taint"), taint.Key, taint.Value, taint.Effect);
    }

    protected override void ValidateStatusUpdate(RequestContext context, DeviceTaintRule value, DeviceTaintRule old, ErrorList errors)
    {
        base.ValidateStatusUpdate(context, value, old, errors);
        ConditionChecks.Validate(errors, FieldPath.Root("status"), "conditions", value.Status.Conditions);
    }

    protected override object?[] Cells(DeviceTaintRule value, DateTimeOffset now) => [value.Metadata.Name, CellText.Age(value.Metadata, now)];

    /// <summary>A taint without a time is of now.</summary>
    private static DeviceTaintRule Stamped(RequestContext context, DeviceTaintRule value) => value.Spec.Taint.TimeAdded is not null
        ? value
        : value with { Spec = value.Spec with { Taint = value.Spec.Taint with { TimeAdded = context.ReceivedAt } } };
}

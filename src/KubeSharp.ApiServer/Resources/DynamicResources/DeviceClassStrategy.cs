using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Core;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>deviceclasses</summary>
internal sealed class DeviceClassStrategy() : MetadataOnlyStrategy<DeviceClass>(namespaced: false)
{
    private const int ConfigLimit = 32;

    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public override IReadOnlyList<TableColumn> Columns { get; } = [Column.Name, Column.Age];

    protected override DeviceClass PrepareForCreate(RequestContext context, DeviceClass value) => Generations.First(value);

    protected override DeviceClass PrepareForUpdate(RequestContext context, DeviceClass value, DeviceClass old) =>
        Generations.Next(value, old, value.Spec != old.Spec);

    protected override void ValidateBody(ErrorList errors, DeviceClass value)
    {
        DeviceSelectorChecks.Validate(errors, Spec, value.Spec.Selectors);
        var config = Spec.Child("config");
        DeviceNameChecks.Limit(errors, config, value.Spec.Config.Count, ConfigLimit);
        for (var i = 0; i < value.Spec.Config.Count; i++)
        {
            DeviceConfigurationChecks.Validate(errors, config.Index(i), value.Spec.Config[i].Opaque);
        }

        if (value.Spec.ExtendedResourceName is { } name && !ResourceNames.IsExtended(name))
        {
            errors.Invalid(Spec.Child("extendedResourceName"), ErrorList.Quote(name), "must be a valid extended resource name");
        }
    }

    protected override object?[] Cells(DeviceClass value, DateTimeOffset now) => [value.Metadata.Name, CellText.Age(value.Metadata, now)];
}

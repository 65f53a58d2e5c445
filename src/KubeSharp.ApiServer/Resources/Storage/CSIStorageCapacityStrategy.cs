using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Storage.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>csistoragecapacities</summary>
internal sealed class CSIStorageCapacityStrategy() : MetadataOnlyStrategy<CSIStorageCapacity>(namespaced: true)
{
    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("StorageClassName", "Class of the volumes."),
        Column.Text("Capacity", "What is left."),
    ];

    protected override void ValidateBody(ErrorList errors, CSIStorageCapacity value)
    {
        LabelSelectorChecks.Validate(errors, FieldPath.Root("nodeTopology"), value.NodeTopology ?? LabelSelector.Empty);
        NameChecks.Dns1123Subdomain(errors, FieldPath.Root("storageClassName"), null, value.StorageClassName);
        NonNegative(errors, "capacity", value.Capacity);
        NonNegative(errors, "maximumVolumeSize", value.MaximumVolumeSize);
    }

    protected override void ValidateChange(ErrorList errors, CSIStorageCapacity value, CSIStorageCapacity old)
    {
        if (value.NodeTopology != old.NodeTopology)
        {
            errors.Invalid(FieldPath.Root("nodeTopology"), value.NodeTopology?.ToString() ?? "null", FieldChecks.Immutable);
        }

        if (value.StorageClassName != old.StorageClassName)
        {
            errors.InvalidText(FieldPath.Root("storageClassName"), value.StorageClassName, FieldChecks.Immutable);
        }
    }

    private static void NonNegative(ErrorList errors, string field, Quantity? quantity)
    {
        if (quantity is { Sign: < 0 } value)
        {
            errors.InvalidText(FieldPath.Root(field), value.ToString(), FieldChecks.Negative);
        }
    }

    protected override object?[] Cells(CSIStorageCapacity value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.StorageClassName,
        value.Capacity?.ToString() ?? CellText.Unset,
    ];
}

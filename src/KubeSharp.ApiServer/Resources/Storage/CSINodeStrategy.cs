using KubeSharp.Api;
using KubeSharp.Api.Storage.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>csinodes</summary>
internal sealed class CSINodeStrategy() : MetadataOnlyStrategy<CSINode>(namespaced: false)
{
    private const int NodeIdLimit = 256;

    private static readonly FieldPath Drivers = FieldPath.Root("spec").Child("drivers");

    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Number("Drivers", "Drivers indicates the number of CSI drivers registered on the node"),
        Column.Age,
    ];

    protected override void ValidateBody(ErrorList errors, CSINode value)
    {
        var names = new NameSet();
        for (var i = 0; i < value.Spec.Drivers.Count; i++)
        {
            var (path, driver) = (Drivers.Index(i), value.Spec.Drivers[i]);
            CsiDriverNames.Check(errors, path, "name", driver.Name);
            FieldChecks.Required(errors, path, "nodeID", driver.NodeID);
            if (driver.NodeID.Length > NodeIdLimit)
            {
                errors.InvalidText(path.Child("nodeID"), driver.NodeID, $"must be {NodeIdLimit} characters or less");
            }

            FieldChecks.NonNegative(errors, path.Child("allocatable"), "count", driver.Allocatable?.Count);
            TopologyKeys(errors, path.Child("topologyKeys"), driver.TopologyKeys);
            if (!names.Add(driver.Name))
            {
                errors.DuplicateText(path.Child("name"), driver.Name);
            }
        }
    }

    /// <summary>Drivers come and go; of one that stays only the number of volumes may change.</summary>
    protected override void ValidateChange(ErrorList errors, CSINode value, CSINode old)
    {
        foreach (var before in old.Spec.Drivers)
        {
            var index = value.Spec.Drivers.FindIndex(d => d.Name == before.Name);
            if (index >= 0 && value.Spec.Drivers[index] with { Allocatable = before.Allocatable } != before)
            {
                errors.InvalidText(FieldPath.Root("CSINodeDriver"), before.Name, FieldChecks.Immutable);
            }
        }
    }

    private static void TopologyKeys(ErrorList errors, FieldPath path, ApiList<string> keys)
    {
        var seen = new NameSet();
        foreach (var key in keys)
        {
            if (!seen.Add(key))
            {
                errors.DuplicateText(path, key);
            }

            NameChecks.QualifiedName(errors, path, null, key);
        }
    }

    protected override object?[] Cells(CSINode value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        (long)value.Spec.Drivers.Count,
        CellText.Age(value.Metadata, now),
    ];
}

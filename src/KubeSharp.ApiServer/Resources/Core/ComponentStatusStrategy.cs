using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>componentstatuses, which can only be read; the table of them.</summary>
internal sealed class ComponentStatusStrategy() : MetadataOnlyStrategy<ComponentStatus>(namespaced: false)
{
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Status", "Status of the component conditions"),
        Column.Text("Message", "Message of the component conditions"),
        Column.Text("Error", "Error of the component conditions"),
    ];

    protected override object?[] Cells(ComponentStatus value, DateTimeOffset now)
    {
        var index = value.Conditions.FindIndex(static condition => condition.Type == "Healthy");
        var condition = index < 0 ? new ComponentCondition { Status = "Unknown" } : value.Conditions[index];
        var status = condition.Status switch
        {
            "True" => "Healthy",
            "False" => "Unhealthy",
            _ => "Unknown",
        };
        return [value.Metadata.Name, status, condition.Message, condition.Error];
    }
}

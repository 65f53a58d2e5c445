using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>resourceslices</summary>
internal sealed class ResourceSliceStrategy() : MetadataOnlyStrategy<ResourceSlice>(namespaced: false)
{
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Node", "Node that has the devices."),
        Column.Text("Driver", "DRA driver of the devices."),
        Column.Text("Pool", "Pool that the devices belong to."),
        Column.Age,
    ];

    public override IReadOnlyList<string> SelectableFields { get; } = ["spec.nodeName", "spec.driver"];

    protected override string SelectableField(ResourceSlice value, string field) => field switch
    {
        "spec.nodeName" => value.Spec.NodeName ?? "",
        "spec.driver" => value.Spec.Driver,
        _ => "",
    };

    protected override ResourceSlice PrepareForCreate(RequestContext context, ResourceSlice value) => Generations.First(value);

    protected override ResourceSlice PrepareForUpdate(RequestContext context, ResourceSlice value, ResourceSlice old) =>
        Generations.Next(value, old, value.Spec != old.Spec);

    protected override void ValidateBody(ErrorList errors, ResourceSlice value) => ResourceSliceChecks.Validate(errors, value.Spec);

    protected override void ValidateChange(ErrorList errors, ResourceSlice value, ResourceSlice old) =>
        ResourceSliceChecks.ValidateUpdate(errors, value.Spec, old.Spec);

    protected override object?[] Cells(ResourceSlice value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.Spec.NodeName ?? CellText.Unset,
        value.Spec.Driver,
        value.Spec.Pool.Name,
        CellText.Age(value.Metadata, now),
    ];
}

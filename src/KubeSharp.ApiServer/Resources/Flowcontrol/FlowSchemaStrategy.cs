using KubeSharp.Api.Flowcontrol.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Flowcontrol;

/// <summary>flowschemas</summary>
internal sealed class FlowSchemaStrategy() : MetadataOnlyStrategy<FlowSchema>(namespaced: false)
{
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("PriorityLevel", "Priority level of the requests."),
        Column.Text("MatchingPrecedence", "The lowest that matches wins."),
        Column.Text("DistinguisherMethod", "What makes a flow of its own."),
        Column.Age,
        Column.Text("MissingPL", "references a broken or non-existent PriorityLevelConfiguration"),
    ];

    protected override FlowSchema Default(FlowSchema value) =>
        value.Spec.MatchingPrecedence == 0 ? value with { Spec = value.Spec with { MatchingPrecedence = 1000 } } : value;

    protected override FlowSchema PrepareForCreate(RequestContext context, FlowSchema value) =>
        Generations.First(value with { Status = new FlowSchemaStatus() });

    protected override FlowSchema PrepareForUpdate(RequestContext context, FlowSchema value, FlowSchema old) =>
        Generations.Next(value with { Status = old.Status }, old, value.Spec != old.Spec);

    protected override FlowSchema PrepareForStatusUpdate(RequestContext context, FlowSchema value, FlowSchema old) =>
        Generations.Next(value with { Spec = old.Spec }, old, changed: false);

    protected override void ValidateBody(ErrorList errors, FlowSchema value) => FlowSchemaChecks.Validate(errors, value);

    private static string Missing(FlowSchemaStatus status)
    {
        var index = status.Conditions.FindIndex(static c => c.Type == "Dangling");
        return index < 0 ? "?" : status.Conditions[index].Status;
    }

    protected override object?[] Cells(FlowSchema value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.Spec.PriorityLevelConfiguration.Name,
        (long)value.Spec.MatchingPrecedence,
        value.Spec.DistinguisherMethod?.Type ?? CellText.None,
        CellText.Age(value.Metadata, now),
        Missing(value.Status),
    ];
}

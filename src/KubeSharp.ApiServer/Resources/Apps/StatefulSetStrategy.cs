using KubeSharp.Api.Apps.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Apps;

/// <summary>statefulsets</summary>
internal sealed class StatefulSetStrategy : ResourceStrategy<StatefulSet>
{
    public override IReadOnlyList<TableColumn> Columns { get; } =
        [Column.Name, Column.Text("Ready", "Number of the pod with ready state"), Column.Age, Column.Containers, Column.Images];

    protected override StatefulSet Default(StatefulSet value) => StatefulSetDefaults.Apply(value);

    protected override StatefulSet PrepareForCreate(RequestContext context, StatefulSet value) =>
        Generations.First(value with { Status = new StatefulSetStatus() });

    protected override StatefulSet PrepareForUpdate(RequestContext context, StatefulSet value, StatefulSet old) =>
        Generations.Next(value with { Status = old.Status }, old, value.Spec != old.Spec);

    protected override StatefulSet PrepareForStatusUpdate(RequestContext context, StatefulSet value, StatefulSet old) =>
        Generations.Next(value with { Spec = old.Spec }, old, changed: false);

    protected override void Validate(RequestContext context, StatefulSet value, ErrorList errors) => StatefulSetChecks.Validate(errors, value);

    protected override void ValidateUpdate(RequestContext context, StatefulSet value, StatefulSet old, ErrorList errors) =>
        StatefulSetChecks.ValidateUpdate(errors, value, old);

    protected override void ValidateStatusUpdate(RequestContext context, StatefulSet value, StatefulSet old, ErrorList errors) =>
        StatefulSetChecks.ValidateStatusUpdate(errors, value, old);

    protected override void Warn(RequestContext context, StatefulSet value, StatefulSet? old)
    {
        if (old is null || old.Spec.Template != value.Spec.Template)
        {
            PodWarnings.Add(context, WorkloadChecks.Spec.Child("template"), value.Spec.Template);
        }

        if (value.Spec.RevisionHistoryLimit < 0)
        {
            context.Warn("spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended");
        }
    }

    protected override object?[] Cells(StatefulSet value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        $"{value.Status.ReadyReplicas}/{value.Spec.Replicas ?? 0}",
        CellText.Age(value.Metadata, now),
        CellText.ContainerNames(value.Spec.Template.Spec.Containers),
        CellText.ContainerImages(value.Spec.Template.Spec.Containers),
    ];
}

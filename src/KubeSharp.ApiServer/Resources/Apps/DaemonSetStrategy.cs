using System.Globalization;
using KubeSharp.Api.Apps.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Apps;

/// <summary>daemonsets</summary>
internal sealed class DaemonSetStrategy : ResourceStrategy<DaemonSet>
{
    /// <summary>Counts the changes of the template; a field of older versions.</summary>
    private const string TemplateGeneration = "deprecated.daemonset.template.generation";

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Number("Desired", "Number of nodes that should run the pod."),
        Column.Number("Current", "Number of nodes that run the pod and should."),
        Column.Number("Ready", "Number of nodes whose pod is ready."),
        Column.Number("Up-to-date", "Number of nodes with the newest pod."),
        Column.Number("Available", "Number of nodes whose pod has been ready for long enough."),
        Column.Text("Node Selector", "Labels of the nodes."),
        Column.Age,
        Column.Containers,
        Column.Images,
        Column.Selector,
    ];

    protected override DaemonSet Default(DaemonSet value) => DaemonSetDefaults.Apply(value);

    protected override DaemonSet PrepareForCreate(RequestContext context, DaemonSet value) => Generations.First(WithTemplateGeneration(
        value with { Status = new DaemonSetStatus() }, Math.Max(1, ReadTemplateGeneration(value))));

    protected override DaemonSet PrepareForUpdate(RequestContext context, DaemonSet value, DaemonSet old)
    {
        var generation = ReadTemplateGeneration(old) + (value.Spec.Template == old.Spec.Template ? 0 : 1);
        return Generations.Next(WithTemplateGeneration(value with { Status = old.Status }, generation), old, value.Spec != old.Spec);
    }

    protected override DaemonSet PrepareForStatusUpdate(RequestContext context, DaemonSet value, DaemonSet old) =>
        Generations.Next(value with { Spec = old.Spec }, old, changed: false);

    protected override void Validate(RequestContext context, DaemonSet value, ErrorList errors) => DaemonSetChecks.Validate(errors, value);

    protected override void ValidateUpdate(RequestContext context, DaemonSet value, DaemonSet old, ErrorList errors) =>
        DaemonSetChecks.ValidateUpdate(errors, value, old);

    protected override void ValidateStatusUpdate(RequestContext context, DaemonSet value, DaemonSet old, ErrorList errors) =>
        DaemonSetChecks.ValidateStatusUpdate(errors, value, old);

    protected override void Warn(RequestContext context, DaemonSet value, DaemonSet? old)
    {
        if (old is null || old.Spec.Template != value.Spec.Template)
        {
            PodWarnings.Add(context, WorkloadChecks.Spec.Child("template"), value.Spec.Template);
        }
    }

    protected override object?[] Cells(DaemonSet value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        (long)value.Status.DesiredNumberScheduled,
        (long)value.Status.CurrentNumberScheduled,
        (long)value.Status.NumberReady,
        (long)value.Status.UpdatedNumberScheduled,
        (long)value.Status.NumberAvailable,
        CellText.Labels(value.Spec.Template.Spec.NodeSelector),
        CellText.Age(value.Metadata, now),
        CellText.ContainerNames(value.Spec.Template.Spec.Containers),
        CellText.ContainerImages(value.Spec.Template.Spec.Containers),
        CellText.Selector(value.Spec.Selector),
    ];

    private static long ReadTemplateGeneration(DaemonSet value) =>
        long.TryParse(value.Metadata.Annotations.GetValueOrDefault(TemplateGeneration), CultureInfo.InvariantCulture, out var generation)
            ? generation
            : 0;

    private static DaemonSet WithTemplateGeneration(DaemonSet value, long generation) => value with
    {
        Metadata = value.Metadata with
        {
            Annotations = value.Metadata.Annotations.Set(TemplateGeneration, generation.ToString(CultureInfo.InvariantCulture)),
        },
    };
}

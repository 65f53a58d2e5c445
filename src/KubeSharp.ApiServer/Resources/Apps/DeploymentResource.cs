using KubeSharp.Api.Apps.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Apps;

/// <summary>deployments. (DeploymentStrategy is the name of an API type.)</summary>
internal sealed class DeploymentResource : ResourceStrategy<Deployment>
{
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Ready", "Number of the pod with ready state"),
        Column.Text("Up-to-date", "Number of pods of the newest template."),
        Column.Text("Available", "Number of pods that have been ready for long enough."),
        Column.Age,
        Column.Containers,
        Column.Images,
        Column.Selector,
    ];

    protected override Deployment Default(Deployment value) => DeploymentDefaults.Apply(value);

    protected override Deployment PrepareForCreate(RequestContext context, Deployment value) =>
        Generations.First(value with { Status = new DeploymentStatus() });

    protected override Deployment PrepareForUpdate(RequestContext context, Deployment value, Deployment old) => Generations.Next(
        value with { Status = old.Status },
        old,
        value.Spec != old.Spec || value.Metadata.Annotations != old.Metadata.Annotations);

    protected override Deployment PrepareForStatusUpdate(RequestContext context, Deployment value, Deployment old) => Generations.Next(
        value with { Spec = old.Spec, Metadata = value.Metadata with { Labels = old.Metadata.Labels } }, old, changed: false);

    protected override void Validate(RequestContext context, Deployment value, ErrorList errors) => DeploymentChecks.Validate(errors, value);

    protected override void ValidateUpdate(RequestContext context, Deployment value, Deployment old, ErrorList errors) =>
        DeploymentChecks.ValidateUpdate(errors, value, old);

    protected override void ValidateStatusUpdate(RequestContext context, Deployment value, Deployment old, ErrorList errors) =>
        DeploymentChecks.ValidateStatusUpdate(errors, value, old);

    protected override void Warn(RequestContext context, Deployment value, Deployment? old)
    {
        if (old is null || old.Spec.Template != value.Spec.Template)
        {
            PodWarnings.Add(context, WorkloadChecks.Spec.Child("template"), value.Spec.Template);
        }
    }

    protected override object?[] Cells(Deployment value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        $"{value.Status.ReadyReplicas}/{value.Spec.Replicas ?? 0}",
        (long)value.Status.UpdatedReplicas,
        (long)value.Status.AvailableReplicas,
        CellText.Age(value.Metadata, now),
        CellText.ContainerNames(value.Spec.Template.Spec.Containers),
        CellText.ContainerImages(value.Spec.Template.Spec.Containers),
        CellText.Selector(value.Spec.Selector),
    ];
}

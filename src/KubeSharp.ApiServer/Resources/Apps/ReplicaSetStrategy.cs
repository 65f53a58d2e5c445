using KubeSharp.Api.Apps.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Core;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Apps;

/// <summary>replicasets</summary>
internal sealed class ReplicaSetStrategy : ResourceStrategy<ReplicaSet>
{
    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Number("Desired", "Number of pods wanted."),
        Column.Number("Current", "Number of pods."),
        Column.Number("Ready", "Number of pods that are ready."),
        Column.Age,
        Column.Containers,
        Column.Images,
        Column.Selector,
    ];

    protected override ReplicaSet Default(ReplicaSet value)
    {
        var template = PodSpecDefaults.Apply(value.Spec.Template);
        return ReferenceEquals(template, value.Spec.Template) && value.Spec.Replicas is not null
            ? value
            : value with { Spec = value.Spec with { Template = template, Replicas = value.Spec.Replicas ?? 1 } };
    }

    protected override ReplicaSet PrepareForCreate(RequestContext context, ReplicaSet value) =>
        Generations.First(value with { Status = new ReplicaSetStatus() });

    protected override ReplicaSet PrepareForUpdate(RequestContext context, ReplicaSet value, ReplicaSet old) =>
        Generations.Next(value with { Status = old.Status }, old, value.Spec != old.Spec);

    protected override ReplicaSet PrepareForStatusUpdate(RequestContext context, ReplicaSet value, ReplicaSet old) =>
        Generations.Next(value with { Spec = old.Spec }, old, changed: false);

    protected override void Validate(RequestContext context, ReplicaSet value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        ValidateSpec(errors, value.Spec);
    }

    protected override void ValidateUpdate(RequestContext context, ReplicaSet value, ReplicaSet old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        ValidateSpec(errors, value.Spec);
        WorkloadChecks.SelectorUnchanged(errors, value.Spec.Selector, old.Spec.Selector);
    }

    protected override void ValidateStatusUpdate(RequestContext context, ReplicaSet value, ReplicaSet old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        ReplicaStatusChecks.Validate(
            errors, value.Status.Replicas, value.Status.FullyLabeledReplicas, value.Status.ReadyReplicas, value.Status.AvailableReplicas,
            value.Status.ObservedGeneration);
    }

    protected override void Warn(RequestContext context, ReplicaSet value, ReplicaSet? old)
    {
        if (old is null || old.Spec.Template != value.Spec.Template)
        {
            PodWarnings.Add(context, WorkloadChecks.Spec.Child("template"), value.Spec.Template);
        }
    }

    protected override object?[] Cells(ReplicaSet value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        (long)(value.Spec.Replicas ?? 0),
        (long)value.Status.Replicas,
        (long)value.Status.ReadyReplicas,
        CellText.Age(value.Metadata, now),
        CellText.ContainerNames(value.Spec.Template.Spec.Containers),
        CellText.ContainerImages(value.Spec.Template.Spec.Containers),
        CellText.Selector(value.Spec.Selector),
    ];

    private static void ValidateSpec(ErrorList errors, ReplicaSetSpec spec)
    {
        FieldChecks.NonNegative(errors, WorkloadChecks.Spec, "replicas", spec.Replicas);
        FieldChecks.NonNegative(errors, WorkloadChecks.Spec, "minReadySeconds", spec.MinReadySeconds);
        WorkloadChecks.SelectorAndTemplate(errors, spec.Selector, spec.Template, "deployment", "ReplicaSet");
    }
}

using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>replicationcontrollers</summary>
internal sealed class ReplicationControllerStrategy : ResourceStrategy<ReplicationController>
{
    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public override IReadOnlyList<string> SelectableFields { get; } = ["status.replicas"];

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

    /// <summary>Deleting one with the old API leaves its pods.</summary>
    public override string DefaultPropagationPolicy(ApiObject value) => "Orphan";

    protected override string SelectableField(ReplicationController value, string field) =>
        field == "status.replicas" ? value.Status.Replicas.ToString(CultureInfo.InvariantCulture) : "";

    protected override ReplicationController Default(ReplicationController value)
    {
        var spec = value.Spec;
        if (spec.Template is { } template)
        {
            var labels = template.Metadata.Labels;
            if (!labels.IsNil && spec.Selector.Count == 0)
            {
                spec = spec with { Selector = labels };
            }

            if (!labels.IsNil && value.Metadata.Labels.Count == 0 && labels.Count > 0)
            {
                value = value with { Metadata = value.Metadata with { Labels = labels } };
            }

            var defaulted = PodSpecDefaults.Apply(template);
            spec = ReferenceEquals(defaulted, template) ? spec : spec with { Template = defaulted };
        }

        spec = spec.Replicas is null ? spec with { Replicas = 1 } : spec;
        return ReferenceEquals(spec, value.Spec) ? value : value with { Spec = spec };
    }

    protected override ReplicationController PrepareForCreate(RequestContext context, ReplicationController value) =>
        Generations.First(value with { Status = new ReplicationControllerStatus() });

    protected override ReplicationController PrepareForUpdate(RequestContext context, ReplicationController value, ReplicationController old) =>
        Generations.Next(value with { Status = old.Status }, old, value.Spec != old.Spec);

    protected override ReplicationController PrepareForStatusUpdate(
        RequestContext context, ReplicationController value, ReplicationController old) =>
        Generations.Next(value with { Spec = old.Spec }, old, changed: false);

    protected override void Validate(RequestContext context, ReplicationController value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        ValidateSpec(errors, value.Spec);
    }

    protected override void ValidateUpdate(RequestContext context, ReplicationController value, ReplicationController old, ErrorList errors)
    {
        Validate(context, value, errors);
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        ValidateSpec(errors, value.Spec);
    }

    protected override void ValidateStatusUpdate(
        RequestContext context, ReplicationController value, ReplicationController old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        ReplicaStatusChecks.Validate(
            errors, value.Status.Replicas, value.Status.FullyLabeledReplicas, value.Status.ReadyReplicas, value.Status.AvailableReplicas,
            value.Status.ObservedGeneration);
    }

    protected override void Warn(RequestContext context, ReplicationController value, ReplicationController? old)
    {
        if (value.Spec.Template is { } template && (old is null || old.Spec.Template != template))
        {
            PodWarnings.Add(context, Spec.Child("template"), template);
        }
    }

    protected override object?[] Cells(ReplicationController value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        (long)(value.Spec.Replicas ?? 0),
        (long)value.Status.Replicas,
        (long)value.Status.ReadyReplicas,
        CellText.Age(value.Metadata, now),
        CellText.ContainerNames(value.Spec.Template?.Spec.Containers ?? default),
        CellText.ContainerImages(value.Spec.Template?.Spec.Containers ?? default),
        CellText.Labels(value.Spec.Selector),
    ];

    private static void ValidateSpec(ErrorList errors, ReplicationControllerSpec spec)
    {
        FieldChecks.NonNegative(errors, Spec, "minReadySeconds", spec.MinReadySeconds);
        if (spec.Selector.Count == 0)
        {
            errors.Required(Spec.Child("selector"), "");
        }

        FieldChecks.NonNegative(errors, Spec, "replicas", spec.Replicas);
        if (spec.Template is { } template)
        {
            PodTemplateChecks.ForWorkload(
                errors, Spec.Child("template"), template, new LabelSelector { MatchLabels = spec.Selector }, "ReplicationController");
        }
        else
        {
            errors.Required(Spec.Child("template"), "");
        }
    }
}

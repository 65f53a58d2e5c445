using KubeSharp.Api.Policy.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Apps;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Policy;

/// <summary>poddisruptionbudgets</summary>
internal sealed class PodDisruptionBudgetStrategy : ResourceStrategy<PodDisruptionBudget>
{
    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Min Available", "The minimum number of pods that must be available."),
        Column.Text("Max Unavailable", "The maximum number of pods that may be unavailable."),
        Column.Number("Allowed Disruptions", "Calculated number of pods that may be disrupted at this time."),
        Column.Age,
    ];

    protected override PodDisruptionBudget PrepareForCreate(RequestContext context, PodDisruptionBudget value) =>
        Generations.First(value with { Status = new PodDisruptionBudgetStatus() });

    protected override PodDisruptionBudget PrepareForUpdate(RequestContext context, PodDisruptionBudget value, PodDisruptionBudget old) =>
        Generations.Next(value with { Status = old.Status }, old, value.Spec != old.Spec);

    protected override PodDisruptionBudget PrepareForStatusUpdate(RequestContext context, PodDisruptionBudget value, PodDisruptionBudget old) =>
        Generations.Next(value with { Spec = old.Spec }, old, changed: false);

    protected override void Validate(RequestContext context, PodDisruptionBudget value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        ValidateSpec(errors, value.Spec);
    }

    protected override void ValidateUpdate(RequestContext context, PodDisruptionBudget value, PodDisruptionBudget old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        ValidateSpec(errors, value.Spec);
    }

    protected override void ValidateStatusUpdate(RequestContext context, PodDisruptionBudget value, PodDisruptionBudget old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        var path = FieldPath.Root("status");
        ConditionChecks.Validate(errors, path, "conditions", value.Status.Conditions);
        FieldChecks.NonNegative(errors, path, "disruptionsAllowed", value.Status.DisruptionsAllowed);
        FieldChecks.NonNegative(errors, path, "currentHealthy", value.Status.CurrentHealthy);
        FieldChecks.NonNegative(errors, path, "desiredHealthy", value.Status.DesiredHealthy);
        FieldChecks.NonNegative(errors, path, "expectedPods", value.Status.ExpectedPods);
    }

    protected override void Warn(RequestContext context, PodDisruptionBudget value, PodDisruptionBudget? old)
    {
        if (value.Spec.Selector is { } selector && LabelSelectorChecks.IsEmpty(selector) && old?.Spec.Selector != selector)
        {
            context.Warn("spec.selector: an empty selector matches all pods in the namespace");
        }
    }

    protected override object?[] Cells(PodDisruptionBudget value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.Spec.MinAvailable?.ToString() ?? "N/A",
        value.Spec.MaxUnavailable?.ToString() ?? "N/A",
        (long)value.Status.DisruptionsAllowed,
        CellText.Age(value.Metadata, now),
    ];

    private static void ValidateSpec(ErrorList errors, PodDisruptionBudgetSpec spec)
    {
        if (spec is { MinAvailable: not null, MaxUnavailable: not null })
        {
            errors.Invalid(Spec, "[pod disruption budget spec]", "minAvailable and maxUnavailable cannot be both set");
        }

        if (spec.MinAvailable is { } available)
        {
            WorkloadChecks.IntOrPercent(errors, Spec, "minAvailable", available);
            WorkloadChecks.NotMoreThanAll(errors, Spec, "minAvailable", available);
        }

        if (spec.MaxUnavailable is { } unavailable)
        {
            WorkloadChecks.IntOrPercent(errors, Spec, "maxUnavailable", unavailable);
            WorkloadChecks.NotMoreThanAll(errors, Spec, "maxUnavailable", unavailable);
        }

        LabelSelectorChecks.Validate(errors, Spec, "selector", spec.Selector);
        if (spec.UnhealthyPodEvictionPolicy is { } policy)
        {
            FieldChecks.OneOf(errors, Spec, "unhealthyPodEvictionPolicy", policy, "AlwaysAllow", "IfHealthyBudget");
        }
    }
}

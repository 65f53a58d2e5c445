using KubeSharp.Api.Autoscaling.V2;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;

namespace KubeSharp.ApiServer.Resources.Autoscaling;

/// <summary>horizontalpodautoscalers</summary>
internal sealed class HorizontalPodAutoscalerStrategy : ResourceStrategy<HorizontalPodAutoscaler>
{
    public override IReadOnlyList<TableColumn> Columns => HorizontalPodAutoscalerTable.Columns;

    protected override HorizontalPodAutoscaler Default(HorizontalPodAutoscaler value) => HorizontalPodAutoscalerDefaults.Apply(value);

    protected override HorizontalPodAutoscaler PrepareForCreate(RequestContext context, HorizontalPodAutoscaler value) =>
        Generations.First(value with { Status = new HorizontalPodAutoscalerStatus() });

    protected override HorizontalPodAutoscaler PrepareForUpdate(
        RequestContext context, HorizontalPodAutoscaler value, HorizontalPodAutoscaler old) =>
        Generations.Next(value with { Status = old.Status }, old, value.Spec != old.Spec);

    protected override HorizontalPodAutoscaler PrepareForStatusUpdate(
        RequestContext context, HorizontalPodAutoscaler value, HorizontalPodAutoscaler old) =>
        Generations.Next(value with { Spec = old.Spec }, old, changed: false);

    protected override void Validate(RequestContext context, HorizontalPodAutoscaler value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        HorizontalPodAutoscalerChecks.Validate(errors, value.Spec);
    }

    protected override void ValidateUpdate(
        RequestContext context, HorizontalPodAutoscaler value, HorizontalPodAutoscaler old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        HorizontalPodAutoscalerChecks.Validate(errors, value.Spec);
    }

    protected override void ValidateStatusUpdate(
        RequestContext context, HorizontalPodAutoscaler value, HorizontalPodAutoscaler old, ErrorList errors) =>
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);

    protected override object?[] Cells(HorizontalPodAutoscaler value, DateTimeOffset now) => HorizontalPodAutoscalerTable.Cells(value, now);
}

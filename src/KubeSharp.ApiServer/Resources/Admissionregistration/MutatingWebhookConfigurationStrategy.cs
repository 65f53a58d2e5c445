using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Admissionregistration;

/// <summary>mutatingwebhookconfigurations</summary>
internal sealed class MutatingWebhookConfigurationStrategy() : MetadataOnlyStrategy<MutatingWebhookConfiguration>(namespaced: false)
{
    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Number("Webhooks", "Webhooks indicates the number of webhooks registered in this configuration"),
        Column.Age,
    ];

    protected override MutatingWebhookConfiguration Default(MutatingWebhookConfiguration value)
    {
        var webhooks = value.Webhooks.Map(WebhookDefaults.Mutating);
        return webhooks.SameAs(value.Webhooks) ? value : value with { Webhooks = webhooks };
    }

    protected override MutatingWebhookConfiguration PrepareForCreate(RequestContext context, MutatingWebhookConfiguration value) =>
        Generations.First(value);

    protected override MutatingWebhookConfiguration PrepareForUpdate(
        RequestContext context, MutatingWebhookConfiguration value, MutatingWebhookConfiguration old) =>
        Generations.Next(value, old, value.Webhooks != old.Webhooks);

    protected override void ValidateBody(ErrorList errors, MutatingWebhookConfiguration value) => WebhookChecks.Validate(errors, value.Webhooks);

    protected override object?[] Cells(MutatingWebhookConfiguration value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        (long)value.Webhooks.Count,
        CellText.Age(value.Metadata, now),
    ];
}

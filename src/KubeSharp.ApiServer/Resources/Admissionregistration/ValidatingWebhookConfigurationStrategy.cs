using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Admissionregistration;

/// <summary>validatingwebhookconfigurations</summary>
internal sealed class ValidatingWebhookConfigurationStrategy() : MetadataOnlyStrategy<ValidatingWebhookConfiguration>(namespaced: false)
{
    public override bool AllowUnconditionalUpdate => false;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Number("Webhooks", "Webhooks indicates the number of webhooks registered in this configuration"),
        Column.Age,
    ];

    protected override ValidatingWebhookConfiguration Default(ValidatingWebhookConfiguration value)
    {
        var webhooks = value.Webhooks.Map(WebhookDefaults.Validating);
        return webhooks.SameAs(value.Webhooks) ? value : value with { Webhooks = webhooks };
    }

    protected override ValidatingWebhookConfiguration PrepareForCreate(RequestContext context, ValidatingWebhookConfiguration value) =>
        Generations.First(value);

    protected override ValidatingWebhookConfiguration PrepareForUpdate(
        RequestContext context, ValidatingWebhookConfiguration value, ValidatingWebhookConfiguration old) =>
        Generations.Next(value, old, value.Webhooks != old.Webhooks);

    protected override void ValidateBody(ErrorList errors, ValidatingWebhookConfiguration value) => WebhookChecks.Validate(errors, value.Webhooks);

    protected override object?[] Cells(ValidatingWebhookConfiguration value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        (long)value.Webhooks.Count,
        CellText.Age(value.Metadata, now),
    ];
}

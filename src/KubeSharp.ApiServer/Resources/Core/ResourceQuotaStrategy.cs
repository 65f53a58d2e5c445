using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Core.Quotas;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>resourcequotas</summary>
internal sealed class ResourceQuotaStrategy : ResourceStrategy<ResourceQuota>
{
    private static readonly FieldPath Spec = FieldPath.Root("spec");
    private static readonly FieldPath Status = FieldPath.Root("status");

    public override bool ReturnsDeletedObject => true;

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("Request", "Request represents a minimum amount of cpu/memory that a container may consume."),
        Column.Text("Limit", "Limits control the maximum amount of cpu/memory that a container may use independent of contention on the node."),
        Column.Age,
    ];

    protected override ResourceQuota PrepareForCreate(RequestContext context, ResourceQuota value) =>
        value with { Status = new ResourceQuotaStatus() };

    protected override ResourceQuota PrepareForUpdate(RequestContext context, ResourceQuota value, ResourceQuota old) =>
        value with { Status = old.Status };

    protected override ResourceQuota PrepareForStatusUpdate(RequestContext context, ResourceQuota value, ResourceQuota old) =>
        value with { Spec = old.Spec };

    protected override void Validate(RequestContext context, ResourceQuota value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        ValidateSpec(errors, value);
    }

    protected override void ValidateUpdate(RequestContext context, ResourceQuota value, ResourceQuota old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        ValidateSpec(errors, value);
        if (!new HashSet<string>(value.Spec.Scopes, StringComparer.Ordinal).SetEquals(old.Spec.Scopes))
        {
            errors.InvalidList(Spec.Child("scopes"), value.Spec.Scopes, FieldChecks.Immutable);
        }
    }

    protected override void ValidateStatusUpdate(RequestContext context, ResourceQuota value, ResourceQuota old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        ResourceQuantityChecks.Quota(errors, Status, "hard", value.Status.Hard);
        ResourceQuantityChecks.Quota(errors, Status, "used", value.Status.Used);
    }

    protected override object?[] Cells(ResourceQuota value, DateTimeOffset now) =>
        [value.Metadata.Name, Text(value.Status, limits: false), Text(value.Status, limits: true), CellText.Age(value.Metadata, now)];

    private static void ValidateSpec(ErrorList errors, ResourceQuota value)
    {
        ResourceQuantityChecks.Quota(errors, Spec, "hard", value.Spec.Hard);
        QuotaScopeChecks.Validate(errors, Spec, value.Spec);
    }

    private static string Text(ResourceQuotaStatus status, bool limits)
    {
        var parts = new List<string>();
        foreach (var (name, hard) in status.Hard)
        {
            if (name.StartsWith("limits", StringComparison.Ordinal) == limits)
            {
                parts.Add($"{name}: {status.Used.GetValueOrDefault(name)}/{hard}");
            }
        }

        return string.Join(", ", parts);
    }
}

using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Core.Quotas;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>limitranges</summary>
internal sealed class LimitRangeStrategy : ResourceStrategy<LimitRange>
{
    private static readonly Func<LimitRangeItem, LimitRangeItem> Item = ApplyItem;

    protected override LimitRange Default(LimitRange value)
    {
        var limits = value.Spec.Limits.Map(Item);
        return limits.SameAs(value.Spec.Limits) ? value : value with { Spec = value.Spec with { Limits = limits } };
    }

    protected override void Validate(RequestContext context, LimitRange value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        var types = new NameSet();
        for (var i = 0; i < value.Spec.Limits.Count; i++)
        {
            var item = value.Spec.Limits[i];
            var path = FieldPath.Root("spec").Child("limits").Index(i);
            if (!NameRules.IsQualifiedName(item.Type))
            {
                NameChecks.QualifiedName(errors, path, "type", item.Type);
            }
            else if (item.Type is not ("Pod" or "Container" or "PersistentVolumeClaim") && !item.Type.Contains('/'))
            {
                errors.InvalidText(path.Child("type"), item.Type, "must be a standard limit type or fully qualified");
            }

            if (!types.Add(item.Type))
            {
                errors.DuplicateText(path.Child("type"), item.Type);
            }

            LimitRangeItemChecks.Validate(errors, path, item);
        }
    }

    protected override void ValidateUpdate(RequestContext context, LimitRange value, LimitRange old, ErrorList errors) =>
        Validate(context, value, errors);

    /// <summary>Containers: limits default to the maximum, requests to the limits, else to the minimum.</summary>
    private static LimitRangeItem ApplyItem(LimitRangeItem item)
    {
        if (item.Type != "Container")
        {
            return item;
        }

        var limits = Fill(item.Default, item.Max);
        var requests = Fill(Fill(item.DefaultRequest, limits), item.Min);
        return limits.Count == item.Default.Count && requests.Count == item.DefaultRequest.Count
            ? item
            : item with { Default = limits, DefaultRequest = requests };
    }

    private static ApiMap<Quantity> Fill(ApiMap<Quantity> amounts, ApiMap<Quantity> from)
    {
        foreach (var (name, amount) in from)
        {
            amounts = amounts.ContainsKey(name) ? amounts : amounts.Set(name, amount);
        }

        return amounts;
    }
}

using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Quotas;

/// <summary>One item of a LimitRange: its bounds and defaults must not contradict each other.</summary>
internal static class LimitRangeItemChecks
{
    public static void Validate(ErrorList errors, FieldPath path, LimitRangeItem item)
    {
        Names(errors, path, "max", item.Type, item.Max);
        Names(errors, path, "min", item.Type, item.Min);
        if (item.Type == "Pod")
        {
            NotForPods(errors, path, "default", item.Default);
            NotForPods(errors, path, "defaultRequest", item.DefaultRequest);
        }
        else
        {
            Names(errors, path, "default", item.Type, item.Default);
            Names(errors, path, "defaultRequest", item.Type, item.DefaultRequest);
        }

        if (item.Type == "PersistentVolumeClaim" && !item.Min.ContainsKey("storage") && !item.Max.ContainsKey("storage"))
        {
            errors.Required(path.Child("limits"), "either minimum or maximum storage value is required, but neither was provided");
        }

        Names(errors, path, "maxLimitRequestRatio", item.Type, item.MaxLimitRequestRatio);
        var names = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var amounts in (ApiMap<Quantity>[])[item.Max, item.Min, item.Default, item.DefaultRequest, item.MaxLimitRequestRatio])
        {
            names.UnionWith(amounts.Keys);
        }

        foreach (var name in names)
        {
            Bounds(errors, path, item, name);
        }
    }

    private static void NotForPods(ErrorList errors, FieldPath path, string field, ApiMap<Quantity> amounts)
    {
        if (amounts.Count > 0)
        {
            errors.Forbidden(path.Child(field), "may not be specified when `type` is 'Pod'");
        }
    }

    private static void Names(ErrorList errors, FieldPath path, string field, string type, ApiMap<Quantity> amounts)
    {
        foreach (var (name, _) in amounts)
        {
            if (type is "Pod" or "Container")
            {
                ResourceQuantityChecks.ContainerName(errors, path.Child(field), name);
            }
            else
            {
                ResourceQuantityChecks.Name(errors, path.Child(field), name);
            }
        }
    }

    private static void Bounds(ErrorList errors, FieldPath path, LimitRangeItem item, string name)
    {
        var min = Find(item.Min, name);
        var max = Find(item.Max, name);
        var limit = item.Type == "Pod" ? (Quantity?)null : Find(item.Default, name);
        var request = item.Type == "Pod" ? (Quantity?)null : Find(item.DefaultRequest, name);
        Ordered(errors, path, "min", name, min, max, min, "min value {0} is greater than max value {1}");
        Ordered(errors, path, "defaultRequest", name, min, request, request, "min value {0} is greater than default request value {1}");
        Ordered(errors, path, "defaultRequest", name, request, max, request, "default request value {0} is greater than max value {1}");
        Ordered(errors, path, "defaultRequest", name, request, limit, request, "default request value {0} is greater than default limit value {1}");
        Ordered(errors, path, "default", name, min, limit, min, "min value {0} is greater than default value {1}");
        Ordered(errors, path, "default", name, limit, max, max, "default value {0} is greater than max value {1}");
        Ratio(errors, path, item, name, min, max);
        if (!ResourceNames.IsOvercommitAllowed(name) && limit is { } whole && request is { } asked && whole != asked)
        {
            errors.Invalid(
                path.Child("defaultRequest").Key(name),
                asked.ToString(),
                $"default value {whole} must equal to defaultRequest value {asked} in {name}");
        }
    }

    private static Quantity? Find(ApiMap<Quantity> amounts, string name) => amounts.TryGetValue(name, out var amount) ? amount : (Quantity?)null;

    private static void Ordered(
        ErrorList errors, FieldPath path, string field, string name, Quantity? low, Quantity? high, Quantity? shown, string format)
    {
        if (low > high)
        {
            errors.Invalid(
                path.Child(field).Key(name),
                shown.ToString() ?? "",
                string.Format(CultureInfo.InvariantCulture, format, low, high));
        }
    }

    private static void Ratio(ErrorList errors, FieldPath path, LimitRangeItem item, string name, Quantity? min, Quantity? max)
    {
        if (!item.MaxLimitRequestRatio.TryGetValue(name, out var ratio))
        {
            return;
        }

        var ratioPath = path.Child("maxLimitRequestRatio").Key(name);
        if (ratio < new Quantity(1))
        {
            errors.Invalid(ratioPath, ratio.ToString(), $"ratio {ratio} is less than 1");
        }

        if (min is { } low && max is { } high && high.ToDouble() / low.ToDouble() is var limit && ratio.ToDouble() > limit)
        {
            errors.Invalid(
                ratioPath, ratio.ToString(), $"ratio {ratio} is greater than max/min = {limit.ToString("F6", CultureInfo.InvariantCulture)}");
        }
    }
}

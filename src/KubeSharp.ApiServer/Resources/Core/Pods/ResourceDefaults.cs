using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Amounts finer than a thousandth are rounded up.</summary>
internal static class ResourceDefaults
{
    public static ResourceRequirements Apply(ResourceRequirements resources)
    {
        var limits = Round(resources.Limits);
        var requests = Round(resources.Requests);
        return limits is null && requests is null
            ? resources
            : resources with { Limits = limits ?? resources.Limits, Requests = requests ?? resources.Requests };
    }

    /// <summary>Null if there is nothing to round.</summary>
    public static ApiMap<Quantity>? Round(ApiMap<Quantity> amounts)
    {
        ApiMap<Quantity>? rounded = null;
        foreach (var (name, amount) in amounts)
        {
            var milli = amount.MilliValue;
            if (milli < long.MaxValue && Quantity.FromMilli(milli, amount.Format) is var coarse && coarse != amount)
            {
                rounded = (rounded ?? amounts).Set(name, coarse);
            }
        }

        return rounded;
    }
}

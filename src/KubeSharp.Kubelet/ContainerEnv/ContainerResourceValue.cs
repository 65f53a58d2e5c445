using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.ContainerEnv;

/// <summary>The downward API's view of a container's resources: <c>limits.cpu</c> and the like, divided and rounded up.</summary>
internal static class ContainerResourceValue
{
    /// <param name="container">Whose resources.</param>
    /// <param name="selector">Which, and by what divided.</param>
    /// <param name="allocatable">What the node has to give: the value where the container has no limit.</param>
    /// <exception cref="ContainerConfigException">There is no such resource.</exception>
    public static string Get(Container container, ResourceFieldSelector selector, ApiMap<Quantity> allocatable)
    {
        var dot = selector.Resource.IndexOf('.', StringComparison.Ordinal);
        var kind = dot < 0 ? "" : selector.Resource[..dot];
        var name = selector.Resource[(dot + 1)..];
        if (kind is not ("limits" or "requests"))
        {
            throw new ContainerConfigException($"unsupported container resource : {selector.Resource}");
        }
        var limit = container.Resources.Limits.GetValueOrDefault(name);
        var value = kind == "limits"
            ? limit.IsZero ? allocatable.GetValueOrDefault(name) : limit
            : container.Resources.Requests.TryGetValue(name, out var request) ? request : limit;
        return Divide(name, value, selector.Divisor).ToString(CultureInfo.InvariantCulture);
    }

    private static long Divide(string name, Quantity value, Quantity divisor)
    {
        if (name == ResourceName.ResourceCPU)
        {
            var by = divisor.IsZero ? 1000 : divisor.MilliValue;
            return (value.MilliValue + by - 1) / by;
        }
        var unit = divisor.IsZero ? 1 : divisor.Value;
        return (value.Value + unit - 1) / unit;
    }
}

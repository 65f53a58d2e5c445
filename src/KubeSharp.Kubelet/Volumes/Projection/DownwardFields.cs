using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Volumes.Projection;

/// <summary>What a downwardAPI volume may tell a pod about itself.</summary>
internal static class DownwardFields
{
    /// <exception cref="VolumeMountException">There is no such field.</exception>
    public static string Field(Pod pod, string path)
    {
        var metadata = pod.Metadata;
        if (Subscript(path) is var (map, key))
        {
            return map switch
            {
                "metadata.annotations" => metadata.Annotations.GetValueOrDefault(key, ""),
                "metadata.labels" => metadata.Labels.GetValueOrDefault(key, ""),
                _ => throw new VolumeMountException($"fieldPath \"{path}\" does not support subscript"),
            };
        }

        return path switch
        {
            "metadata.annotations" => GoText.FormatMap(metadata.Annotations),
            "metadata.labels" => GoText.FormatMap(metadata.Labels),
            "metadata.name" => metadata.Name,
            "metadata.namespace" => metadata.Namespace,
            "metadata.uid" => metadata.UID,
            _ => throw new VolumeMountException($"unsupported fieldPath: {path}"),
        };
    }

    /// <summary>A container's request or limit in units of the divisor, rounded up; a missing limit is what the node can allocate.</summary>
    /// <exception cref="VolumeMountException">There is no such container or resource.</exception>
    public static string Resource(Pod pod, ResourceFieldSelector selector, ApiMap<Quantity> allocatable)
    {
        var container = pod.Spec.Containers.Concat(pod.Spec.InitContainers).FirstOrDefault(candidate => candidate.Name == selector.ContainerName)
            ?? throw new VolumeMountException($"container {selector.ContainerName} not found");
        var dot = selector.Resource.IndexOf('.', StringComparison.Ordinal);
        var (list, name) = dot < 0 ? ("", "") : (selector.Resource[..dot], selector.Resource[(dot + 1)..]);
        var value = list switch
        {
            "limits" => container.Resources.Limits.TryGetValue(name, out var limit) && limit != default ? limit : allocatable.GetValueOrDefault(name),
            "requests" => container.Resources.Requests.GetValueOrDefault(name),
            _ => throw new VolumeMountException($"unsupported container resource : {selector.Resource}"),
        };
        return name == "cpu"
            ? Divide(value.MilliValue, selector.Divisor.MilliValue is > 0 and var milli ? milli : 1000)
            : Divide(value.Value, selector.Divisor.Value is > 0 and var whole ? whole : 1);
    }

    private static string Divide(long value, long divisor) => ((value + divisor - 1) / divisor).ToString(CultureInfo.InvariantCulture);

    private static (string Map, string Key)? Subscript(string path)
    {
        var open = path.IndexOf("['", StringComparison.Ordinal);
        return open > 0 && path.EndsWith("']", StringComparison.Ordinal) ? (path[..open], path[(open + 2)..^2]) : null;
    }
}

using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.ContainerEnv;

/// <summary>The downward API's view of a pod: a field by its path, as text.</summary>
internal static class PodFieldValue
{
    /// <param name="pod">The pod, with its newest status.</param>
    /// <param name="path">For instance <c>metadata.name</c> or <c>metadata.labels['app']</c>.</param>
    /// <exception cref="ContainerConfigException">There is no such field.</exception>
    public static string Get(Pod pod, string path)
    {
        if (Subscript(path, "metadata.annotations") is { } annotation)
        {
            return pod.Metadata.Annotations.GetValueOrDefault(annotation, "");
        }
        if (Subscript(path, "metadata.labels") is { } label)
        {
            return pod.Metadata.Labels.GetValueOrDefault(label, "");
        }
        return path switch
        {
            "metadata.name" => pod.Metadata.Name,
            "metadata.namespace" => pod.Metadata.Namespace,
            "metadata.uid" => pod.Metadata.UID,
            "metadata.annotations" => FormatMap(pod.Metadata.Annotations),
            "metadata.labels" => FormatMap(pod.Metadata.Labels),
            "spec.nodeName" => pod.Spec.NodeName,
            "spec.serviceAccountName" => pod.Spec.ServiceAccountName,
            "spec.restartPolicy" => pod.Spec.RestartPolicy,
            "spec.schedulerName" => pod.Spec.SchedulerName,
            "status.phase" => pod.Status.Phase,
            "status.hostIP" => pod.Status.HostIP,
            "status.hostIPs" => string.Join(',', pod.Status.HostIPs.Select(static address => address.IP)),
            "status.podIP" => pod.Status.PodIP,
            "status.podIPs" => string.Join(',', pod.Status.PodIPs.Select(static address => address.IP)),
            "status.nominatedNodeName" => pod.Status.NominatedNodeName,
            _ => throw new ContainerConfigException($"unsupported fieldPath: {path}"),
        };
    }

    /// <summary>One <c>key="value"</c> a line, values quoted as Go does.</summary>
    public static string FormatMap(ApiMap<string> map)
    {
        var text = new StringBuilder();
        foreach (var (key, value) in map)
        {
            if (text.Length > 0)
            {
                text.Append('\n');
            }
            text.Append(key).Append('=').Append(Quote(value));
        }
        return text.ToString();
    }

    private static string? Subscript(string path, string field) =>
        path.Length > field.Length + 4 && path.StartsWith(field, StringComparison.Ordinal)
        && path.AsSpan(field.Length).StartsWith("['") && path.EndsWith("']", StringComparison.Ordinal)
            ? path[(field.Length + 2)..^2]
            : null;

    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            _ = character switch
            {
                '"' => quoted.Append("\\\""),
                '\\' => quoted.Append("\\\\"),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                < ' ' or '\x7f' => quoted.Append($"\\x{(int)character:x2}"),
                _ => quoted.Append(character),
            };
        }
        return quoted.Append('"').ToString();
    }
}

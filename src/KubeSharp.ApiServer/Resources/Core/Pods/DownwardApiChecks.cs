using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>References to fields and resources of the pod itself.</summary>
internal static class DownwardApiChecks
{
    private const string Divisors = "1, 1k, 1M, 1G, 1T, 1P, 1E, 1Ki, 1Mi, 1Gi, 1Ti, 1Pi, 1Ei";

    private static readonly string[] EnvFields =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName", "status.hostIP",
        "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    private static readonly string[] VolumeFields =
        ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];

    private static readonly string[] ResourceFields =
        ["limits.cpu", "limits.ephemeral-storage", "limits.memory", "requests.cpu", "requests.ephemeral-storage", "requests.memory"];

    public static void Field(ErrorList errors, FieldPath path, ObjectFieldSelector field, bool volume)
    {
        if (field.APIVersion.Length == 0)
        {
            errors.Required(path.Child("apiVersion"), "");
            return;
        }

        var text = field.FieldPath;
        if (text.Length == 0)
        {
            errors.Required(path.Child("fieldPath"), "");
            return;
        }

        var subscript = Subscript(text, out var name);
        if (!IsConvertible(name, subscript is not null) || field.APIVersion != "v1")
        {
            errors.InvalidText(
                path.Child("fieldPath"),
                text,
                "error converting fieldPath: " + (field.APIVersion == "v1" ? "field label not supported: " + text : "unsupported pod version: " + field.APIVersion));
            return;
        }

        if (subscript is null)
        {
            var fields = volume ? VolumeFields : EnvFields;
            if (Array.IndexOf(fields, text) < 0)
            {
                errors.NotSupportedText(path.Child("fieldPath"), text, fields);
            }
        }
        else
        {
            NameChecks.QualifiedName(errors, path, null, name == "metadata.annotations" ? subscript.ToLowerInvariant() : subscript);
        }
    }

    public static void Resource(ErrorList errors, FieldPath path, ResourceFieldSelector resource, bool volume)
    {
        if (volume && resource.ContainerName.Length == 0)
        {
            errors.Required(path.Child("containerName"), "");
        }
        else if (resource.Resource.Length == 0)
        {
            errors.Required(path.Child("resource"), "");
        }
        else if (Array.IndexOf(ResourceFields, resource.Resource) < 0 && !IsHugePages(resource.Resource))
        {
            errors.NotSupportedText(path.Child("resource"), resource.Resource, ResourceFields);
        }

        Divisor(errors, path, resource);
    }

    private static string? Subscript(string text, out string name)
    {
        name = text;
        if (text.EndsWith("']", StringComparison.Ordinal) && text.IndexOf("['", StringComparison.Ordinal) is var open and > 0)
        {
            name = text[..open];
            return text[(open + 2)..^2];
        }

        return null;
    }

    private static bool IsConvertible(string name, bool subscripted) => subscripted
        ? name is "metadata.annotations" or "metadata.labels"
        : name is "metadata.annotations" or "metadata.labels" or "metadata.name" or "metadata.namespace" or "metadata.uid" or
            "spec.nodeName" or "spec.restartPolicy" or "spec.serviceAccountName" or "spec.schedulerName" or "status.phase" or
            "status.hostIP" or "status.hostIPs" or "status.podIP" or "status.podIPs";

    private static bool IsHugePages(string resource) =>
        resource.StartsWith("requests.hugepages-", StringComparison.Ordinal) || resource.StartsWith("limits.hugepages-", StringComparison.Ordinal);

    private static void Divisor(ErrorList errors, FieldPath path, ResourceFieldSelector resource)
    {
        if (resource.Divisor.CompareTo(default) == 0)
        {
            return;
        }

        var divisor = resource.Divisor.ToString();
        if (resource.Resource is "limits.cpu" or "requests.cpu")
        {
            if (divisor is not ("1m" or "1"))
            {
                errors.InvalidText(path.Child("divisor"), resource.Resource, "only divisor's values 1m and 1 are supported with the cpu resource");
            }

            return;
        }

        var kind = resource.Resource switch
        {
            "limits.memory" or "requests.memory" => "memory",
            "limits.ephemeral-storage" or "requests.ephemeral-storage" => "local ephemeral storage",
            var other => IsHugePages(other) ? "hugepages" : null,
        };
        if (kind is not null && divisor is not ("1" or "1k" or "1M" or "1G" or "1T" or "1P" or "1E" or "1Ki" or "1Mi" or "1Gi" or "1Ti" or "1Pi" or "1Ei"))
        {
            errors.InvalidText(path.Child("divisor"), resource.Resource, $"only divisor's values {Divisors} are supported with the {kind} resource");
        }
    }
}

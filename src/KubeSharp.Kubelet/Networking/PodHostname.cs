using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Networking;

/// <summary>A pod's host name and, under a subdomain, its name in the cluster's DNS.</summary>
/// <param name="Hostname">One label, at most 63 characters.</param>
/// <param name="Domain">What follows it, or empty.</param>
internal readonly record struct PodHostname(string Hostname, string Domain)
{
    private const int MaxLabel = 63;
    private const int MaxKernelName = 64;

    public static PodHostname Of(Pod pod, string clusterDomain)
    {
        if (pod.Spec.HostnameOverride is { Length: > 0 } replaced)
        {
            return new PodHostname(replaced, "");
        }
        var hostname = pod.Spec.Hostname.Length > 0 ? pod.Spec.Hostname : Truncate(pod.Metadata.Name);
        var domain = pod.Spec.Subdomain.Length > 0 ? $"{pod.Spec.Subdomain}.{pod.Metadata.Namespace}.svc.{clusterDomain}" : "";
        return new PodHostname(hostname, domain);
    }

    /// <summary>What the kernel is told: the full name where the pod wants that.</summary>
    /// <exception cref="InvalidOperationException">The full name is longer than the kernel takes.</exception>
    public string ForKernel(bool fullyQualified)
    {
        if (!fullyQualified || Domain.Length == 0)
        {
            return Hostname;
        }
        var name = $"{Hostname}.{Domain}";
        return name.Length <= MaxKernelName
            ? name
            : throw new InvalidOperationException(
                $"failed to construct FQDN from pod hostname and cluster domain, FQDN {name} is too long ({MaxKernelName} characters is the max, {name.Length} characters requested)");
    }

    private static string Truncate(string name) => name.Length <= MaxLabel ? name : name[..MaxLabel].TrimEnd('-', '.');
}

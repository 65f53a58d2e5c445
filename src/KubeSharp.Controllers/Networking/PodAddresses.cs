using System.Net;
using System.Net.Sockets;
using KubeSharp.Api.Core.V1;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Networking;

/// <summary>Which pods are endpoints of a service, and at which address.</summary>
internal static class PodAddresses
{
    /// <summary>Finished pods have given their address back.</summary>
    public static bool IsEndpoint(Pod pod, bool includeTerminating) =>
        !pod.IsFinished()
        && (pod.Status.PodIP.Length > 0 || pod.Status.PodIPs.Count > 0)
        && (includeTerminating || !pod.IsTerminating());

    /// <summary>The pod's address of a family (<c>IPv4</c> or <c>IPv6</c>); null if it has none.</summary>
    public static string? Of(Pod pod, string family)
    {
        foreach (var address in pod.Status.PodIPs)
        {
            if (IsOfFamily(address.IP, family))
            {
                return address.IP;
            }
        }

        return IsOfFamily(pod.Status.PodIP, family) ? pod.Status.PodIP : null;
    }

    public static bool IsOfFamily(string address, string family) =>
        IPAddress.TryParse(address, out var parsed)
        && parsed.AddressFamily == (family == "IPv6" ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork);

    /// <summary>The families of a service. One that is not defaulted yet is judged by its address.</summary>
    public static IReadOnlyList<string> FamiliesOf(Service service)
    {
        if (service.Spec.IPFamilies.Count > 0)
        {
            return service.Spec.IPFamilies;
        }

        return [service.Spec.ClusterIP.Contains(':', StringComparison.Ordinal) ? "IPv6" : "IPv4"];
    }

    /// <summary>The name under which DNS knows the pod as a part of this service; empty if it does not.</summary>
    public static string HostnameOf(Pod pod, Service service) =>
        pod.Spec.Hostname.Length > 0 && pod.Spec.Subdomain == service.Metadata.Name && pod.Metadata.Namespace == service.Metadata.Namespace
            ? pod.Spec.Hostname
            : "";

    public static ObjectReference ReferenceTo(Pod pod) => new()
    {
        Kind = "Pod",
        Namespace = pod.Metadata.Namespace,
        Name = pod.Metadata.Name,
        UID = pod.Metadata.UID,
    };
}

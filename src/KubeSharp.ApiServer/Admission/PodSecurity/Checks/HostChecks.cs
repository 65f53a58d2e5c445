using System.Globalization;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.PodSecurity.Checks;

/// <summary>Rules about sharing the machine.</summary>
internal static class HostChecks
{
    public static Violation? Namespaces(PodView pod, LevelVersion version)
    {
        var shared = new List<string>();
        if (pod.Spec.HostNetwork)
        {
            shared.Add("hostNetwork=true");
        }

        if (pod.Spec.HostPID)
        {
            shared.Add("hostPID=true");
        }

        if (pod.Spec.HostIPC)
        {
            shared.Add("hostIPC=true");
        }

        return shared.Count == 0 ? null : new Violation("host namespaces", string.Join(", ", shared));
    }

    public static Violation? Paths(PodView pod, LevelVersion version)
    {
        var names = pod.Spec.Volumes.Where(volume => volume.HostPath is not null).Select(volume => volume.Name).ToList();
        return names.Count == 0
            ? null
            : new Violation("hostPath volumes", Phrases.Plural("volume", "volumes", names.Count) + " " + Phrases.Quoted(names));
    }

    public static Violation? Ports(PodView pod, LevelVersion version)
    {
        var names = new List<string>();
        var ports = new SortedSet<int>();
        foreach (var container in pod.Containers)
        {
            var used = container.Ports.Where(port => port.HostPort != 0).Select(port => port.HostPort).ToList();
            if (used.Count > 0)
            {
                names.Add(container.Name);
                ports.UnionWith(used);
            }
        }

        var what = Phrases.Plural("hostPort", "hostPorts", ports.Count);
        var numbers = string.Join(", ", ports.Select(port => port.ToString(CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal));
        return names.Count == 0
            ? null
            : new Violation("hostPort", $"{Phrases.Containers(names)} {Phrases.Plural("uses", "use", names.Count)} {what} {numbers}");
    }

    public static Violation? HostProcess(PodView pod, LevelVersion version)
    {
        var setters = Setters(
            pod, pod.Spec.SecurityContext?.WindowsOptions?.HostProcess == true, security => security.WindowsOptions?.HostProcess == true);
        return setters.Length == 0
            ? null
            : new Violation("hostProcess", $"{setters} must not set securityContext.windowsOptions.hostProcess=true");
    }

    public static Violation? ProbesAndLifecycle(PodView pod, LevelVersion version)
    {
        var names = new List<string>();
        foreach (var container in pod.Spec.InitContainers.Concat(pod.Spec.Containers))
        {
            if (Hosts(container).Any(host => host.Length > 0))
            {
                names.Add(container.Name);
            }
        }

        return names.Count == 0
            ? null
            : new Violation("probe or lifecycle host", $"{Phrases.Containers(names)} {Phrases.Plural("uses", "use", names.Count)} probe or lifecycle host");
    }

    /// <summary><c>pod and container "a"</c>, whoever of them matches; "" if nobody does.</summary>
    internal static string Setters(PodView pod, bool podMatches, Func<SecurityContext, bool> matches)
    {
        var names = pod.Containers.Where(container => container.Security is { } security && matches(security)).Select(container => container.Name).ToList();
        return (podMatches, names.Count) switch
        {
            (false, 0) => "",
            (true, 0) => "pod",
            (false, _) => Phrases.Containers(names),
            _ => "pod and " + Phrases.Containers(names),
        };
    }

    private static IEnumerable<string> Hosts(Container container)
    {
        foreach (var probe in new[] { container.LivenessProbe, container.ReadinessProbe, container.StartupProbe })
        {
            yield return probe?.HTTPGet?.Host ?? "";
            yield return probe?.TCPSocket?.Host ?? "";
        }

        foreach (var handler in new[] { container.Lifecycle?.PostStart, container.Lifecycle?.PreStop })
        {
            yield return handler?.HTTPGet?.Host ?? "";
            yield return handler?.TCPSocket?.Host ?? "";
        }
    }
}

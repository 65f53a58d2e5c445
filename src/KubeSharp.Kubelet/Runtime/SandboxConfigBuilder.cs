using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Networking;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Resources;
using KubeSharp.Kubelet.Security;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>What the runtime is told to make a pod's sandbox.</summary>
internal sealed class SandboxConfigBuilder(
    PodDns dns, PodPaths paths, PodCgroups? cgroups, SecurityProfiles profiles, string clusterDomain, bool cpuQuota)
{
    public PodSandboxConfig Build(Pod pod, uint attempt)
    {
        var metadata = pod.Metadata;
        var config = new PodSandboxConfig
        {
            Metadata = new PodSandboxMetadata { Name = metadata.Name, Namespace = metadata.Namespace, Uid = metadata.UID, Attempt = attempt },
            LogDirectory = paths.PodLogs(metadata.Namespace, metadata.Name, metadata.UID),
            DnsConfig = dns.ConfigFor(pod),
            Linux = BuildLinux(pod),
        };
        if (!pod.Spec.HostNetwork)
        {
            config.Hostname = PodHostname.Of(pod, clusterDomain).ForKernel(pod.Spec.SetHostnameAsFQDN == true);
        }
        foreach (var (key, value) in metadata.Labels)
        {
            config.Labels[key] = value;
        }
        config.Labels[RuntimeLabels.PodName] = metadata.Name;
        config.Labels[RuntimeLabels.PodNamespace] = metadata.Namespace;
        config.Labels[RuntimeLabels.PodUid] = metadata.UID;
        foreach (var (key, value) in metadata.Annotations)
        {
            config.Annotations[key] = value;
        }
        AddPorts(config, pod);
        return config;
    }

    private LinuxPodSandboxConfig BuildLinux(Pod pod)
    {
        var shared = pod.Spec.SecurityContext;
        var security = new LinuxSandboxSecurityContext
        {
            Privileged = HasPrivileged(pod),
            NamespaceOptions = NamespaceOptions.Of(pod),
            // The sandbox itself is confined whatever its containers are.
            Seccomp = new SecurityProfile { ProfileType = SecurityProfile.Types.ProfileType.RuntimeDefault },
        };
        if (shared is not null)
        {
            if (shared.RunAsUser is { } user)
            {
                security.RunAsUser = new Int64Value { Value = user };
            }
            if (shared.RunAsGroup is { } group)
            {
                security.RunAsGroup = new Int64Value { Value = group };
            }
            if (shared.SELinuxOptions is { } labels)
            {
                security.SelinuxOptions = new SELinuxOption { User = labels.User, Role = labels.Role, Type = labels.Type, Level = labels.Level };
            }
            if (shared.SeccompProfile is { } profile)
            {
                security.Seccomp = profiles.Seccomp(profile);
            }
            ContainerSecurityMapper.AddGroups(security.SupplementalGroups, shared);
        }
        var linux = new LinuxPodSandboxConfig
        {
            CgroupParent = cgroups?.ParentFor(pod) ?? "",
            SecurityContext = security,
            Overhead = Resources(pod.Spec.Overhead, pod.Spec.Overhead),
            Resources = Resources(PodResources.Requests(pod.Spec), PodResources.Limits(pod.Spec)),
        };
        foreach (var sysctl in shared?.Sysctls ?? default)
        {
            linux.Sysctls[sysctl.Name] = sysctl.Value;
        }
        return linux;
    }

    private LinuxContainerResources Resources(ApiMap<Quantity> requests, ApiMap<Quantity> limits)
    {
        var resources = new LinuxContainerResources
        {
            CpuShares = CgroupValues.Shares(PodResources.MilliCpu(requests)),
            MemoryLimitInBytes = PodResources.Memory(limits),
        };
        if (cpuQuota && PodResources.MilliCpu(limits) is > 0 and var limit)
        {
            resources.CpuPeriod = CgroupValues.QuotaPeriod;
            resources.CpuQuota = CgroupValues.Quota(limit);
        }
        return resources;
    }

    private static bool HasPrivileged(Pod pod) =>
        pod.Spec.Containers.FindIndex(static container => container.SecurityContext?.Privileged == true) >= 0
        || pod.Spec.InitContainers.FindIndex(static container => container.SecurityContext?.Privileged == true) >= 0;

    private static void AddPorts(PodSandboxConfig config, Pod pod)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var container in pod.Spec.Containers.Concat(pod.Spec.InitContainers))
        {
            foreach (var port in container.Ports)
            {
                // A port without a host port is of no use to the runtime; on the host's network there is nothing to map.
                if (port.HostPort <= 0 || pod.Spec.HostNetwork)
                {
                    continue;
                }
                var protocol = port.Protocol switch
                {
                    Api.Core.V1.Protocol.UDP => Cri.Protocol.Udp,
                    Api.Core.V1.Protocol.SCTP => Cri.Protocol.Sctp,
                    _ => Cri.Protocol.Tcp,
                };
                if (seen.Add(string.Create(CultureInfo.InvariantCulture, $"{protocol}/{port.HostIP}:{port.HostPort}")))
                {
                    config.PortMappings.Add(new PortMapping
                    {
                        Protocol = protocol,
                        ContainerPort = port.ContainerPortValue,
                        HostPort = port.HostPort,
                        HostIp = port.HostIP,
                    });
                }
            }
        }
    }
}

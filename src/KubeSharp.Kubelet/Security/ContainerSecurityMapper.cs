using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.ContainerEnv;
using KubeSharp.Kubelet.Cri;

namespace KubeSharp.Kubelet.Security;

/// <summary>A container's security context as the runtime takes it.</summary>
internal sealed class ContainerSecurityMapper(SecurityProfiles profiles)
{
    private static readonly string[] MaskedPaths =
    [
        "/proc/asound", "/proc/acpi", "/proc/kcore", "/proc/keys", "/proc/latency_stats", "/proc/timer_list", "/proc/timer_stats",
        "/proc/sched_debug", "/proc/scsi", "/sys/firmware", "/sys/devices/virtual/powercap", "/proc/interrupts",
    ];

    private static readonly string[] ReadonlyPaths = ["/proc/bus", "/proc/fs", "/proc/irq", "/proc/sys", "/proc/sysrq-trigger"];

    /// <param name="pod">The pod.</param>
    /// <param name="container">One of its containers.</param>
    /// <param name="image">The container's image: who it runs as where the spec does not say.</param>
    /// <param name="namespaces">The namespaces it joins.</param>
    /// <exception cref="ContainerConfigException">It must not run as root, but would or might.</exception>
    public LinuxContainerSecurityContext Map(Pod pod, Container container, Cri.Image? image, NamespaceOption namespaces)
    {
        var effective = EffectiveSecurity.Of(pod, container);
        VerifyNonRoot(pod, container, effective, image);
        var shared = pod.Spec.SecurityContext;
        var privileged = effective.Privileged == true;
        var mapped = new LinuxContainerSecurityContext
        {
            Privileged = privileged,
            ReadonlyRootfs = effective.ReadOnlyRootFilesystem == true,
            NoNewPrivs = effective.AllowPrivilegeEscalation == false,
            NamespaceOptions = namespaces,
            Seccomp = privileged
                ? new SecurityProfile { ProfileType = SecurityProfile.Types.ProfileType.Unconfined }
                : profiles.Seccomp(effective.SeccompProfile),
            Apparmor = SecurityProfiles.AppArmor(pod, container.Name, effective.AppArmorProfile),
        };
        if (effective.RunAsUser is { } user)
        {
            mapped.RunAsUser = new Int64Value { Value = user };
        }
        else if (image?.Uid is { } imageUser)
        {
            mapped.RunAsUser = new Int64Value { Value = imageUser.Value };
        }
        else if (image is { Username.Length: > 0 })
        {
            mapped.RunAsUsername = image.Username;
        }
        if (effective.RunAsGroup is { } group)
        {
            mapped.RunAsGroup = new Int64Value { Value = group };
        }
        if (effective.Capabilities is { } capabilities)
        {
            mapped.Capabilities = new Capability();
            mapped.Capabilities.AddCapabilities.AddRange(capabilities.Add);
            mapped.Capabilities.DropCapabilities.AddRange(capabilities.Drop);
        }
        if (effective.SELinuxOptions is { } labels)
        {
            mapped.SelinuxOptions = new SELinuxOption { User = labels.User, Role = labels.Role, Type = labels.Type, Level = labels.Level };
        }
        AddGroups(mapped.SupplementalGroups, shared);
        if (shared?.SupplementalGroupsPolicy == "Strict")
        {
            mapped.SupplementalGroupsPolicy = Cri.SupplementalGroupsPolicy.Strict;
        }
        if (!privileged && effective.ProcMount != ProcMountType.UnmaskedProcMount)
        {
            mapped.MaskedPaths.AddRange(MaskedPaths);
            mapped.ReadonlyPaths.AddRange(ReadonlyPaths);
        }
        return mapped;
    }

    /// <summary>The pod's groups and the one its volumes belong to.</summary>
    public static void AddGroups(ICollection<long> groups, PodSecurityContext? shared)
    {
        foreach (var group in shared?.SupplementalGroups ?? default)
        {
            groups.Add(group);
        }
        if (shared?.FSGroup is { } volumes)
        {
            groups.Add(volumes);
        }
    }

    private static void VerifyNonRoot(Pod pod, Container container, SecurityContext effective, Cri.Image? image)
    {
        if (effective.RunAsNonRoot != true)
        {
            return;
        }
        var where = $"(pod: \"{pod.Metadata.Name}_{pod.Metadata.Namespace}({pod.Metadata.UID})\", container: {container.Name})";
        if (effective.RunAsUser is { } user)
        {
            if (user == 0)
            {
                throw new ContainerConfigException($"container's runAsUser breaks non-root policy {where}");
            }
            return;
        }
        if (image is { Uid: null, Username.Length: > 0 })
        {
            throw new ContainerConfigException(
                $"container has runAsNonRoot and image has non-numeric user ({image.Username}), cannot verify user is non-root {where}");
        }
        if (image is null || image.Uid is null || image.Uid.Value == 0)
        {
            throw new ContainerConfigException($"container has runAsNonRoot and image will run as root {where}");
        }
    }
}

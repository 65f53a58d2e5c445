using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Updates of a pod's status.</summary>
internal static class PodStatusChecks
{
    public static void Validate(ErrorList errors, Pod pod, Pod old)
    {
        ObjectMetaUpdateValidation.Validate(pod.Metadata, old.Metadata, errors);
        PodAnnotationChecks.ValidateUpdate(errors, ObjectMetaValidation.Path, pod, old);
        for (var i = 0; i < pod.Status.Conditions.Count; i++)
        {
            var type = pod.Status.Conditions[i].Type;
            if (!NameRules.IsQualifiedName(type))
            {
                NameChecks.QualifiedName(errors, ObjectMetaValidation.Path.Child("conditions").Index(i), "Type", type);
            }
        }

        var path = PodChecks.Status;
        if (pod.Spec.NodeName != old.Spec.NodeName)
        {
            errors.Forbidden(path.Child("nodeName"), "may not be changed directly");
        }

        if (pod.Status.NominatedNodeName.Length > 0 && pod.Status.NominatedNodeName != old.Status.NominatedNodeName)
        {
            NameChecks.Dns1123Subdomain(errors, path, "nominatedNodeName", pod.Status.NominatedNodeName);
        }

        FieldChecks.NonNegative(errors, path, "observedGeneration", pod.Status.ObservedGeneration);
        FieldChecks.Unchanged(errors, path, "qosClass", pod.Status.QOSClass, old.Status.QOSClass);
        Transitions(errors, "containerStatuses", pod.Status.ContainerStatuses, old.Status.ContainerStatuses, old.Spec.RestartPolicy, old.Spec);
        Transitions(
            errors, "initContainerStatuses", pod.Status.InitContainerStatuses, old.Status.InitContainerStatuses, old.Spec.RestartPolicy, old.Spec);
        Transitions(
            errors, "ephemeralContainerStatuses", pod.Status.EphemeralContainerStatuses, old.Status.EphemeralContainerStatuses, "Never", old.Spec);
        Claims(errors, pod);
        PodIPs(errors, pod.Status);
        HostIPs(errors, pod.Status);
    }

    /// <summary>A container that has ended for good does not come to life again.</summary>
    private static void Transitions(
        ErrorList errors, string field, ApiList<ContainerStatus> statuses, ApiList<ContainerStatus> old, string restartPolicy, PodSpec spec)
    {
        if (restartPolicy == "Always")
        {
            return;
        }

        for (var i = 0; i < old.Count; i++)
        {
            if (old[i].State.Terminated is not { } terminated || (terminated.ExitCode != 0 && restartPolicy == "OnFailure") ||
                MayRestart(spec, old[i].Name))
            {
                continue;
            }

            foreach (var status in statuses)
            {
                if (status.Name == old[i].Name && status.State.Terminated is null)
                {
                    errors.Forbidden(PodChecks.Status.Child(field).Index(i).Child("state"), "may not be transitioned to non-terminated state");
                }
            }
        }
    }

    /// <summary>Sidecars, and containers whose own policy or rules restart them.</summary>
    private static bool MayRestart(PodSpec spec, string name)
    {
        foreach (var container in spec.InitContainers)
        {
            if (container.Name == name)
            {
                return container.RestartPolicy is "Always" or "OnFailure" || container.RestartPolicyRules.Count > 0;
            }
        }

        foreach (var container in spec.Containers)
        {
            if (container.Name == name)
            {
                return container.RestartPolicy is "Always" or "OnFailure" || container.RestartPolicyRules.Count > 0;
            }
        }

        return false;
    }

    private static void Claims(ErrorList errors, Pod pod)
    {
        var names = new NameSet();
        for (var i = 0; i < pod.Status.ResourceClaimStatuses.Count; i++)
        {
            var status = pod.Status.ResourceClaimStatuses[i];
            var path = PodChecks.Status.Child("resourceClaimStatuses").Index(i);
            if (pod.Spec.ResourceClaims.FindIndex(c => c.Name == status.Name) < 0)
            {
                errors.InvalidText(path.Child("name"), status.Name, "must match the name of an entry in `spec.resourceClaims`");
            }

            if (!names.Add(status.Name))
            {
                errors.DuplicateText(path.Child("name"), status.Name);
            }

            if (status.ResourceClaimName is { } claim)
            {
                NameChecks.Dns1123Subdomain(errors, path, "name", claim);
            }
        }
    }

    private static void PodIPs(ErrorList errors, PodStatus status)
    {
        var list = PodChecks.Status.Child("podIPs");
        for (var i = 0; i < status.PodIPs.Count; i++)
        {
            IpChecks.Ip(errors, list.Index(i), status.PodIPs[i].IP);
        }

        if (status.PodIPs.Count > 1)
        {
            OnePerFamily(errors, list, [.. status.PodIPs.Select(ip => ip.IP)]);
        }
    }

    private static void HostIPs(ErrorList errors, PodStatus status)
    {
        if (status.HostIPs.Count == 0)
        {
            return;
        }

        var list = PodChecks.Status.Child("hostIPs");
        if (status.HostIP != status.HostIPs[0].IP)
        {
            errors.InvalidText(list.Index(0).Child("ip"), status.HostIPs[0].IP, "must be equal to `hostIP`");
        }

        for (var i = 0; i < status.HostIPs.Count; i++)
        {
            IpChecks.Ip(errors, list.Index(i), status.HostIPs[i].IP);
        }

        if (status.HostIPs.Count > 1)
        {
            OnePerFamily(errors, list, [.. status.HostIPs.Select(ip => ip.IP)]);
        }
    }

    private static void OnePerFamily(ErrorList errors, FieldPath list, string[] addresses)
    {
        if (addresses.Length > 2 || IpChecks.IsIPv6(addresses[0]) == IpChecks.IsIPv6(addresses[1]))
        {
            errors.InvalidList(list, addresses, "may specify no more than one IP for each IP family");
        }

        var seen = new NameSet();
        for (var i = 0; i < addresses.Length; i++)
        {
            if (!seen.Add(addresses[i]))
            {
                errors.Duplicate(list.Index(i), ValueText.Struct(("ip", ErrorList.Quote(addresses[i]))));
            }
        }
    }
}

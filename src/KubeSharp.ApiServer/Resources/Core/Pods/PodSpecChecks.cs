using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>A whole pod spec, in a pod or in a template. The order of the parts is the order of the reported errors.</summary>
internal static class PodSpecChecks
{
    /// <param name="podMeta">Metadata of the pod; null for a template.</param>
    public static void Validate(ErrorList errors, FieldPath path, PodSpec spec, ObjectMeta? podMeta)
    {
        if (spec.TerminationGracePeriodSeconds is null)
        {
            errors.Required(path.Child("terminationGracePeriodSeconds"), "");
        }

        var pod = new PodSpecContext(spec, podMeta, VolumeChecks.Validate(errors, path, spec.Volumes, podMeta));
        PodResourceClaimChecks.Validate(errors, path, spec.ResourceClaims);
        ContainerChecks.Regular(errors, path, pod);
        ContainerChecks.Init(errors, path, pod);
        EphemeralContainerChecks.Validate(errors, path, pod);
        PodResourcesChecks.Validate(errors, path, spec);
        if (spec.HostNetwork)
        {
            ContainerPortChecks.HostNetwork(errors, path, spec, podMeta is not null);
        }

        FieldChecks.RequiredOneOf(errors, path, "restartPolicy", spec.RestartPolicy, "Always", "OnFailure", "Never");
        FieldChecks.RequiredOneOf(errors, path, "dnsPolicy", spec.DNSPolicy, "ClusterFirstWithHostNet", "ClusterFirst", "Default", "None");
        LabelChecks.Labels(errors, path, "nodeSelector", spec.NodeSelector);
        PodSecurityContextChecks.Validate(errors, path, spec);
        AffinityChecks.Validate(errors, path, spec.Affinity);
        PodNetworkChecks.Dns(errors, path, spec);
        Gates(errors, path, spec);
        TopologySpreadChecks.Validate(errors, path, spec.TopologySpreadConstraints);
        WindowsOptionsChecks.HostProcess(errors, path, spec);
        HostUsers(errors, path, spec);
        Names(errors, path, spec);
        if (spec.Overhead.Count > 0)
        {
            ResourceRequirementsChecks.Validate(
                errors, path, "overhead", new ResourceRequirements { Limits = spec.Overhead }, default, ResourceRequirementsChecks.ContainerNames);
        }

        PodOsChecks.Validate(errors, path, spec);
    }

    private static void Gates(ErrorList errors, FieldPath path, PodSpec spec)
    {
        for (var i = 0; i < spec.ReadinessGates.Count; i++)
        {
            NameChecks.QualifiedName(errors, path.Child("readinessGates").Index(i), "conditionType", spec.ReadinessGates[i].ConditionType);
        }

        var seen = new NameSet();
        for (var i = 0; i < spec.SchedulingGates.Count; i++)
        {
            var gate = path.Child("schedulingGates").Index(i);
            NameChecks.QualifiedName(errors, gate, null, spec.SchedulingGates[i].Name);
            if (!seen.Add(spec.SchedulingGates[i].Name))
            {
                errors.DuplicateText(gate, spec.SchedulingGates[i].Name);
            }
        }
    }

    private static void HostUsers(ErrorList errors, FieldPath path, PodSpec spec)
    {
        if (spec.HostUsers is not false)
        {
            return;
        }

        const string Why = "when `hostUsers` is false";
        if (spec.HostNetwork)
        {
            errors.Forbidden(path.Child("hostNetwork"), Why);
        }

        if (spec.HostPID)
        {
            errors.Forbidden(path.Child("hostPID"), Why);
        }

        if (spec.HostIPC)
        {
            errors.Forbidden(path.Child("hostIPC"), Why);
        }
    }

    private static void Names(ErrorList errors, FieldPath path, PodSpec spec)
    {
        if (spec.ServiceAccountName.Length > 0)
        {
            NameChecks.Dns1123Subdomain(errors, path, "serviceAccountName", spec.ServiceAccountName);
        }

        if (spec.NodeName.Length > 0)
        {
            NameChecks.Dns1123Subdomain(errors, path, "nodeName", spec.NodeName);
        }

        if (spec.ActiveDeadlineSeconds is { } deadline)
        {
            FieldChecks.InRange(errors, path, "activeDeadlineSeconds", deadline, 1, int.MaxValue);
        }

        if (spec.Hostname.Length > 0)
        {
            NameChecks.Dns1123Label(errors, path, "hostname", spec.Hostname);
        }

        if (spec.Subdomain.Length > 0)
        {
            NameChecks.Dns1123Label(errors, path, "subdomain", spec.Subdomain);
        }

        TolerationChecks.Validate(errors, path, spec.Tolerations);
        PodNetworkChecks.HostAliases(errors, path, spec.HostAliases);
        if (spec.PriorityClassName.Length > 0)
        {
            NameChecks.Dns1123Subdomain(errors, path, "priorityClassName", spec.PriorityClassName);
        }

        if (spec.RuntimeClassName is { } runtimeClass)
        {
            NameChecks.Dns1123Subdomain(errors, path, "runtimeClassName", runtimeClass);
        }

        if (spec.PreemptionPolicy is { } preemption)
        {
            FieldChecks.RequiredOneOf(errors, path, "preemptionPolicy", preemption, "PreemptLowerPriority", "Never");
        }

        HostnameOverride(errors, path, spec);
    }

    private static void HostnameOverride(ErrorList errors, FieldPath path, PodSpec spec)
    {
        if (spec.HostnameOverride is not { } name)
        {
            return;
        }

        if (spec.HostNetwork)
        {
            errors.Forbidden(path.Child("hostnameOverride"), "may not be specified when `hostNetwork` is true");
        }

        if (spec.SetHostnameAsFQDN is true)
        {
            errors.Forbidden(path.Child("hostnameOverride"), "may not be specified when `setHostnameAsFQDN` is true");
        }

        NameChecks.Dns1123Subdomain(errors, path, "hostnameOverride", name);
        if (name.Length > 64)
        {
            errors.TooLong(path.Child("hostnameOverride"), 64);
        }
    }
}

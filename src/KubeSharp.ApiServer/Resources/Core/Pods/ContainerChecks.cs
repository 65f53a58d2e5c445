using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>The three lists of containers, and what their members have in common.</summary>
internal static class ContainerChecks
{
    public static void Regular(ErrorList errors, FieldPath specPath, PodSpecContext pod)
    {
        var list = specPath.Child("containers");
        var spec = pod.Spec;
        if (spec.Containers.Count == 0)
        {
            errors.Required(list, "");
            return;
        }

        var names = new NameSet();
        var hostPorts = new NameSet();
        for (var i = 0; i < spec.Containers.Count; i++)
        {
            var container = spec.Containers[i];
            var path = list.Index(i);
            Common(errors, path, container, pod);
            if (!names.Add(container.Name))
            {
                errors.DuplicateText(path.Child("name"), container.Name);
            }

            ProbeChecks.Lifecycle(errors, path, container.Lifecycle, spec);
            ProbeChecks.Liveness(errors, path, "livenessProbe", container.LivenessProbe);
            ProbeChecks.Readiness(errors, path, container.ReadinessProbe);
            ProbeChecks.Liveness(errors, path, "startupProbe", container.StartupProbe);
            RestartPolicyChecks.Regular(errors, path, container);
        }

        for (var i = 0; i < spec.Containers.Count; i++)
        {
            ContainerPortChecks.HostPorts(errors, list, i, spec.Containers[i], ref hostPorts);
        }
    }

    public static void Init(ErrorList errors, FieldPath specPath, PodSpecContext pod)
    {
        var spec = pod.Spec;
        if (spec.InitContainers.Count == 0)
        {
            return;
        }

        var list = specPath.Child("initContainers");
        var names = new NameSet();
        foreach (var container in spec.Containers)
        {
            names.Add(container.Name);
        }

        for (var i = 0; i < spec.InitContainers.Count; i++)
        {
            var container = spec.InitContainers[i];
            var path = list.Index(i);
            Common(errors, path, container, pod);
            RestartPolicyChecks.Init(errors, path, container);
            if (container.Name.Length > 0 && !names.Add(container.Name))
            {
                errors.DuplicateText(path.Child("name"), container.Name);
            }

            // Init containers run one after another: each has the host's ports to itself.
            var hostPorts = new NameSet();
            ContainerPortChecks.HostPorts(errors, list, i, container, ref hostPorts);
            if (PodContainers.IsSidecar(container))
            {
                ProbeChecks.Lifecycle(errors, path, container.Lifecycle, spec);
                ProbeChecks.Liveness(errors, path, "livenessProbe", container.LivenessProbe);
                ProbeChecks.Readiness(errors, path, container.ReadinessProbe);
                ProbeChecks.Liveness(errors, path, "startupProbe", container.StartupProbe);
            }
            else
            {
                SidecarOnly(errors, path, "lifecycle", container.Lifecycle);
                SidecarOnly(errors, path, "livenessProbe", container.LivenessProbe);
                SidecarOnly(errors, path, "readinessProbe", container.ReadinessProbe);
                SidecarOnly(errors, path, "startupProbe", container.StartupProbe);
            }
        }
    }

    /// <summary>Images of pods, unlike those of templates, may not be padded.</summary>
    public static void ImageOfPod(ErrorList errors, FieldPath container, string image)
    {
        if (image.Length > 0 && (char.IsWhiteSpace(image[0]) || char.IsWhiteSpace(image[^1])))
        {
            errors.InvalidText(container.Child("image"), image, "must not have leading or trailing whitespace");
        }
    }

    public static void Common(ErrorList errors, FieldPath path, Container container, PodSpecContext pod)
    {
        if (container.Name.Length == 0)
        {
            errors.Required(path.Child("name"), "");
        }
        else
        {
            NameChecks.Dns1123Label(errors, path, "name", container.Name);
        }

        if (container.Image.Length == 0)
        {
            errors.Required(path.Child("image"), "");
        }

        if (container.TerminationMessagePolicy != "File")
        {
            FieldChecks.RequiredOneOf(
                errors, path, "terminationMessagePolicy", container.TerminationMessagePolicy, "File", "FallbackToLogsOnError");
        }

        ContainerPortChecks.Validate(errors, path, container.Ports);
        EnvChecks.Variables(errors, path, container.Env, pod);
        EnvChecks.From(errors, path, container.EnvFrom);
        VolumeMountChecks.Validate(errors, path, container, pod);
        VolumeDeviceChecks.Validate(errors, path, container, pod);
        if (container.ImagePullPolicy is not ("IfNotPresent" or "Always"))
        {
            FieldChecks.RequiredOneOf(errors, path, "imagePullPolicy", container.ImagePullPolicy, "Always", "IfNotPresent", "Never");
        }

        ResourceRequirementsChecks.Validate(
            errors, path, "resources", container.Resources, pod.Spec.ResourceClaims, ResourceRequirementsChecks.ContainerNames);
        ResizePolicyChecks.Validate(errors, path, container.ResizePolicy, pod.Spec.RestartPolicy);
        SecurityContextChecks.Validate(errors, path, container.SecurityContext, pod);
    }

    private static void SidecarOnly(ErrorList errors, FieldPath path, string field, object? value)
    {
        if (value is not null)
        {
            errors.Forbidden(path.Child(field), "may not be set for init containers without restartPolicy=Always");
        }
    }
}

using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Ephemeral containers: for looking around, so nothing that a workload needs is allowed.</summary>
internal static class EphemeralContainerChecks
{
    private const string NotAllowed = "cannot be set for an Ephemeral Container";

    public static void Validate(ErrorList errors, FieldPath specPath, PodSpecContext pod)
    {
        var spec = pod.Spec;
        if (spec.EphemeralContainers.Count == 0)
        {
            return;
        }

        var list = specPath.Child("ephemeralContainers");
        var names = new NameSet();
        var targets = new NameSet();
        foreach (var container in spec.Containers)
        {
            names.Add(container.Name);
            targets.Add(container.Name);
        }

        foreach (var container in spec.InitContainers)
        {
            names.Add(container.Name);
            targets.Add(container.Name);
        }

        for (var i = 0; i < spec.EphemeralContainers.Count; i++)
        {
            var ephemeral = spec.EphemeralContainers[i];
            var path = list.Index(i);
            ContainerChecks.Common(errors, path, PodContainers.Common(ephemeral), pod);
            ContainerChecks.ImageOfPod(errors, path, ephemeral.Image);
            if (!names.Add(ephemeral.Name))
            {
                errors.DuplicateText(path.Child("name"), ephemeral.Name);
            }

            if (ephemeral.TargetContainerName.Length > 0 && !targets.Contains(ephemeral.TargetContainerName))
            {
                errors.NotFoundText(path.Child("targetContainerName"), ephemeral.TargetContainerName);
            }

            Fields(errors, path, ephemeral);
        }
    }

    private static void Fields(ErrorList errors, FieldPath path, EphemeralContainer c)
    {
        Forbid(errors, path, "ports", c.Ports.Count > 0);
        Forbid(errors, path, "resources", c.Resources.Limits.Count + c.Resources.Requests.Count + c.Resources.Claims.Count > 0);
        Forbid(errors, path, "resizePolicy", c.ResizePolicy.Count > 0);
        Forbid(errors, path, "restartPolicy", c.RestartPolicy is not null);
        Forbid(errors, path, "restartPolicyRules", c.RestartPolicyRules.Count > 0);
        Forbid(errors, path, "livenessProbe", c.LivenessProbe is not null);
        Forbid(errors, path, "readinessProbe", c.ReadinessProbe is not null);
        Forbid(errors, path, "startupProbe", c.StartupProbe is not null);
        Forbid(errors, path, "lifecycle", c.Lifecycle is not null);
        for (var i = 0; i < c.VolumeMounts.Count; i++)
        {
            Forbid(errors, path.Child("volumeMounts").Index(i), "subPath", c.VolumeMounts[i].SubPath.Length > 0);
            Forbid(errors, path.Child("volumeMounts").Index(i), "subPathExpr", c.VolumeMounts[i].SubPathExpr.Length > 0);
        }
    }

    private static void Forbid(ErrorList errors, FieldPath path, string field, bool set)
    {
        if (set)
        {
            errors.Forbidden(path.Child(field), NotAllowed);
        }
    }
}

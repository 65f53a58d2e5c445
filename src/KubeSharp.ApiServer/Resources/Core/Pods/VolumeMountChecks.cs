using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Volume mounts of a container.</summary>
internal static class VolumeMountChecks
{
    public static void Validate(ErrorList errors, FieldPath path, Container container, PodSpecContext pod)
    {
        var mounts = container.VolumeMounts;
        if (mounts.Count == 0)
        {
            return;
        }

        var list = path.Child("volumeMounts");
        var mountPaths = new NameSet();
        for (var i = 0; i < mounts.Count; i++)
        {
            var mount = mounts[i];
            var volume = pod.FindVolume(mount.Name);
            var item = list.Index(i);
            FieldChecks.Required(errors, item, "name", mount.Name);
            if (volume is null)
            {
                errors.NotFoundText(item.Child("name"), mount.Name);
            }

            FieldChecks.Required(errors, item, "mountPath", mount.MountPath);
            if (!mountPaths.Add(mount.MountPath))
            {
                errors.InvalidText(item.Child("mountPath"), mount.MountPath, "must be unique");
            }

            AgainstDevices(errors, item, mount, container.VolumeDevices);
            SubPaths(errors, list, item, mount, volume);
            Propagation(errors, list, mount, container);
            RecursiveReadOnly(errors, list, mount);
        }
    }

    private static void AgainstDevices(ErrorList errors, FieldPath item, VolumeMount mount, ApiList<VolumeDevice> devices)
    {
        if (devices.Count == 0)
        {
            return;
        }

        if (devices.FindIndex(d => d.Name == mount.Name) >= 0)
        {
            errors.InvalidText(item.Child("name"), mount.Name, "must not already exist in volumeDevices");
        }

        if (devices.FindIndex(d => d.DevicePath == mount.MountPath) >= 0)
        {
            errors.InvalidText(item.Child("mountPath"), mount.MountPath, "must not already exist as a path in volumeDevices");
        }
    }

    private static void SubPaths(ErrorList errors, FieldPath list, FieldPath item, VolumeMount mount, Volume? volume)
    {
        if (mount.SubPath.Length > 0)
        {
            PathChecks.LocalDescending(errors, list, "subPath", mount.SubPath);
        }

        if (mount.SubPathExpr.Length > 0)
        {
            if (mount.SubPath.Length > 0)
            {
                errors.InvalidText(item.Child("subPathExpr"), mount.SubPathExpr, "subPathExpr and subPath are mutually exclusive");
            }

            if (volume?.Image is not null)
            {
                errors.InvalidText(item.Child("subPathExpr"), mount.SubPathExpr, "not allowed in image volume sources");
            }

            PathChecks.LocalDescending(errors, list, "subPathExpr", mount.SubPathExpr);
        }
    }

    private static void Propagation(ErrorList errors, FieldPath list, VolumeMount mount, Container container)
    {
        if (mount.MountPropagation is not { } mode)
        {
            return;
        }

        FieldChecks.OneOf(errors, list, "mountPropagation", mode, "Bidirectional", "HostToContainer", "None");
        if (mode == "Bidirectional" && container.SecurityContext?.Privileged is not true)
        {
            errors.Forbidden(list.Child("mountPropagation"), "Bidirectional mount propagation is available only to privileged containers");
        }
    }

    private static void RecursiveReadOnly(ErrorList errors, FieldPath list, VolumeMount mount)
    {
        switch (mount.RecursiveReadOnly)
        {
            case null or "Disabled":
                return;
            case "Enabled" or "IfPossible":
                if (!mount.ReadOnly)
                {
                    errors.Forbidden(list.Child("recursiveReadOnly"), "may only be specified when readOnly is true");
                }

                if (mount.MountPropagation is not (null or "None"))
                {
                    errors.Forbidden(list.Child("recursiveReadOnly"), "may only be specified when mountPropagation is None or not specified");
                }

                return;
            default:
                errors.NotSupportedText(list.Child("recursiveReadOnly"), mount.RecursiveReadOnly, "Disabled", "Enabled", "IfPossible");
                return;
        }
    }
}

using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Raw block devices of a container.</summary>
internal static class VolumeDeviceChecks
{
    public static void Validate(ErrorList errors, FieldPath path, Container container, PodSpecContext pod)
    {
        var devices = container.VolumeDevices;
        if (devices.Count == 0)
        {
            return;
        }

        var list = path.Child("volumeDevices");
        var names = new NameSet();
        var paths = new NameSet();
        for (var i = 0; i < devices.Count; i++)
        {
            var device = devices[i];
            var item = list.Index(i);
            FieldChecks.Required(errors, item, "name", device.Name);
            if (device.Name.Length > 0 && !names.Add(device.Name))
            {
                errors.InvalidText(item.Child("name"), device.Name, "must be unique");
            }

            if (pod.FindVolume(device.Name) is not { } volume)
            {
                errors.NotFoundText(item.Child("name"), device.Name);
            }
            else if (volume.PersistentVolumeClaim is null && volume.Ephemeral is null)
            {
                errors.InvalidText(
                    item.Child("name"), device.Name, "can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode");
            }

            FieldChecks.Required(errors, item, "devicePath", device.DevicePath);
            if (PathChecks.HasBackstep(device.DevicePath))
            {
                errors.InvalidText(item.Child("devicePath"), device.DevicePath, "can not contain backsteps ('..')");
            }
            else if (!paths.Add(device.DevicePath))
            {
                errors.InvalidText(item.Child("devicePath"), device.DevicePath, "must be unique");
            }

            if (container.VolumeMounts.FindIndex(m => m.Name == device.Name) >= 0)
            {
                errors.InvalidText(item.Child("name"), device.Name, "must not already exist in volumeMounts");
            }

            if (container.VolumeMounts.FindIndex(m => m.MountPath == device.DevicePath) >= 0)
            {
                errors.InvalidText(item.Child("devicePath"), device.DevicePath, "must not already exist as a path in volumeMounts");
            }
        }
    }
}

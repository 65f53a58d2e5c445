using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>All containers of a pod in the order upstream visits them: init, regular, ephemeral.</summary>
internal static class PodContainers
{
    public static IEnumerable<(Container Container, FieldPath Path)> All(PodSpec spec, FieldPath path)
    {
        for (var i = 0; i < spec.InitContainers.Count; i++)
        {
            yield return (spec.InitContainers[i], path.Child("initContainers").Index(i));
        }

        for (var i = 0; i < spec.Containers.Count; i++)
        {
            yield return (spec.Containers[i], path.Child("containers").Index(i));
        }

        for (var i = 0; i < spec.EphemeralContainers.Count; i++)
        {
            yield return (Common(spec.EphemeralContainers[i]), path.Child("ephemeralContainers").Index(i));
        }
    }

    public static bool Has(PodSpec spec, string name)
    {
        foreach (var c in spec.Containers)
        {
            if (c.Name == name)
            {
                return true;
            }
        }

        return spec.InitContainers.FindIndex(c => c.Name == name) >= 0 || spec.EphemeralContainers.FindIndex(c => c.Name == name) >= 0;
    }

    public static bool IsSidecar(Container container) => container.RestartPolicy == "Always";

    /// <summary>The part of an ephemeral container that every container has.</summary>
    public static Container Common(EphemeralContainer c) => new()
    {
        Name = c.Name,
        Image = c.Image,
        Command = c.Command,
        Args = c.Args,
        WorkingDir = c.WorkingDir,
        Ports = c.Ports,
        EnvFrom = c.EnvFrom,
        Env = c.Env,
        Resources = c.Resources,
        ResizePolicy = c.ResizePolicy,
        RestartPolicy = c.RestartPolicy,
        RestartPolicyRules = c.RestartPolicyRules,
        VolumeMounts = c.VolumeMounts,
        VolumeDevices = c.VolumeDevices,
        LivenessProbe = c.LivenessProbe,
        ReadinessProbe = c.ReadinessProbe,
        StartupProbe = c.StartupProbe,
        Lifecycle = c.Lifecycle,
        TerminationMessagePath = c.TerminationMessagePath,
        TerminationMessagePolicy = c.TerminationMessagePolicy,
        ImagePullPolicy = c.ImagePullPolicy,
        SecurityContext = c.SecurityContext,
        Stdin = c.Stdin,
        StdinOnce = c.StdinOnce,
        TTY = c.TTY,
    };
}

using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Pods;

/// <summary>Questions about a pod that its fields answer.</summary>
internal static class PodFacts
{
    public const string ConfigSourceAnnotation = "kubernetes.io/config.source";
    public const string ConfigHashAnnotation = "kubernetes.io/config.hash";
    public const string ConfigSeenAnnotation = "kubernetes.io/config.seen";

    /// <summary>Pods of this priority and above are critical to the node.</summary>
    public const int SystemCriticalPriority = 2_000_000_000;

    private const string ApiSource = "api";

    public static string FullName(this Pod pod) => $"{pod.Metadata.Name}_{pod.Metadata.Namespace}";

    public static bool IsMirror(this Pod pod) => pod.Metadata.Annotations.ContainsKey(Constants.MirrorPodAnnotationKey);

    /// <summary>Whether it came from a file or URL rather than from the API server.</summary>
    public static bool IsStatic(this Pod pod) =>
        pod.Metadata.Annotations.TryGetValue(ConfigSourceAnnotation, out var source) && source != ApiSource;

    public static bool IsCritical(this Pod pod) =>
        pod.IsStatic() || pod.IsMirror() || pod.Spec.Priority is >= SystemCriticalPriority;

    public static bool IsTerminal(this PodStatus status) => status.Phase is PodPhase.PodSucceeded or PodPhase.PodFailed;

    /// <summary>An init container that goes on beside the app containers: a sidecar.</summary>
    public static bool IsSidecar(this Container container) => container.RestartPolicy == ContainerRestartPolicy.Always;

    public static TimeSpan TerminationGracePeriod(this Pod pod) =>
        TimeSpan.FromSeconds(pod.Spec.TerminationGracePeriodSeconds ?? Constants.DefaultTerminationGracePeriodSeconds);

    /// <summary>The container of this name of any kind, or null.</summary>
    public static Container? FindContainer(this PodSpec spec, string name)
    {
        foreach (var container in spec.InitContainers)
        {
            if (container.Name == name)
            {
                return container;
            }
        }
        foreach (var container in spec.Containers)
        {
            if (container.Name == name)
            {
                return container;
            }
        }
        foreach (var container in spec.EphemeralContainers)
        {
            if (container.Name == name)
            {
                return container.ToContainer();
            }
        }
        return null;
    }

    public static bool IsInit(this PodSpec spec, string name) => spec.InitContainers.FindIndex(container => container.Name == name) >= 0;

    public static bool IsEphemeral(this PodSpec spec, string name) => spec.EphemeralContainers.FindIndex(container => container.Name == name) >= 0;

    /// <summary>Path of the container in the pod's object, as events carry it.</summary>
    public static string FieldPath(this PodSpec spec, string name) =>
        spec.IsInit(name) ? $"spec.initContainers{{{name}}}" :
        spec.IsEphemeral(name) ? $"spec.ephemeralContainers{{{name}}}" : $"spec.containers{{{name}}}";

    /// <summary>The part of an ephemeral container that all kinds share.</summary>
    public static Container ToContainer(this EphemeralContainer container) => new()
    {
        Name = container.Name,
        Image = container.Image,
        Command = container.Command,
        Args = container.Args,
        WorkingDir = container.WorkingDir,
        Ports = container.Ports,
        EnvFrom = container.EnvFrom,
        Env = container.Env,
        Resources = container.Resources,
        VolumeMounts = container.VolumeMounts,
        VolumeDevices = container.VolumeDevices,
        LivenessProbe = container.LivenessProbe,
        ReadinessProbe = container.ReadinessProbe,
        StartupProbe = container.StartupProbe,
        Lifecycle = container.Lifecycle,
        TerminationMessagePath = container.TerminationMessagePath,
        TerminationMessagePolicy = container.TerminationMessagePolicy,
        ImagePullPolicy = container.ImagePullPolicy,
        SecurityContext = container.SecurityContext,
        Stdin = container.Stdin,
        StdinOnce = container.StdinOnce,
        TTY = container.TTY,
    };

    public static PodCondition? Condition(this PodStatus status, string type)
    {
        foreach (var condition in status.Conditions)
        {
            if (condition.Type == type)
            {
                return condition;
            }
        }
        return null;
    }

    public static ContainerStatus? FindStatus(this ApiList<ContainerStatus> statuses, string name)
    {
        foreach (var status in statuses)
        {
            if (status.Name == name)
            {
                return status;
            }
        }
        return null;
    }

    /// <summary>The status of the container of any kind, or null.</summary>
    public static ContainerStatus? FindStatus(this PodStatus status, string name) =>
        status.ContainerStatuses.FindStatus(name) ?? status.InitContainerStatuses.FindStatus(name) ?? status.EphemeralContainerStatuses.FindStatus(name);
}

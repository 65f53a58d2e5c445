namespace KubeSharp.Kubelet.Runtime;

/// <summary>Labels and annotations of sandboxes and containers. They are all a restarted kubelet knows a container by, so they are upstream's.</summary>
internal static class RuntimeLabels
{
    public const string PodName = "io.kubernetes.pod.name";
    public const string PodNamespace = "io.kubernetes.pod.namespace";
    public const string PodUid = "io.kubernetes.pod.uid";
    public const string ContainerName = "io.kubernetes.container.name";

    public const string ContainerHash = "io.kubernetes.container.hash";
    public const string RestartCount = "io.kubernetes.container.restartCount";
    public const string TerminationMessagePath = "io.kubernetes.container.terminationMessagePath";
    public const string TerminationMessagePolicy = "io.kubernetes.container.terminationMessagePolicy";
    public const string PreStopHandler = "io.kubernetes.container.preStopHandler";
    public const string ContainerPorts = "io.kubernetes.container.ports";
    public const string PodDeletionGracePeriod = "io.kubernetes.pod.deletionGracePeriod";
    public const string PodTerminationGracePeriod = "io.kubernetes.pod.terminationGracePeriod";

    /// <summary>The label's value, or an empty string.</summary>
    public static string Get(IDictionary<string, string> labels, string name) => labels.TryGetValue(name, out var value) ? value : "";
}

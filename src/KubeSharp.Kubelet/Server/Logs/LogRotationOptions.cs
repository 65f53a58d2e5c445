namespace KubeSharp.Kubelet.Server.Logs;

/// <summary>When container logs are rotated; the names follow KubeletConfiguration.</summary>
internal sealed record LogRotationOptions
{
    /// <summary>Size in bytes at which a log is rotated.</summary>
    public long ContainerLogMaxSize { get; init; } = 10 * 1024 * 1024;

    /// <summary>Files kept for a container, the one in use included.</summary>
    public int ContainerLogMaxFiles { get; init; } = 5;

    public TimeSpan ContainerLogMonitorInterval { get; init; } = TimeSpan.FromSeconds(10);
}

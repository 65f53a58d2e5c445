namespace KubeSharp.Kubelet.Cri;

/// <summary>
/// The container runtime, in CRI v1's terms. Errors are <see cref="Grpc.Core.RpcException"/> with the runtime's status code:
/// NotFound for objects that are gone, Unimplemented for calls a runtime of an older release does not have.
/// </summary>
internal interface ICriClient
{
    Task<VersionResponse> VersionAsync(CancellationToken cancellationToken);

    /// <summary>Runtime and network readiness; verbose adds the runtime's own configuration as JSON.</summary>
    Task<StatusResponse> StatusAsync(bool verbose, CancellationToken cancellationToken);

    Task<RuntimeConfigResponse> RuntimeConfigAsync(CancellationToken cancellationToken);

    Task UpdateRuntimeConfigAsync(RuntimeConfig config, CancellationToken cancellationToken);

    /// <returns>The id of the new sandbox, whose network is ready.</returns>
    Task<string> RunPodSandboxAsync(PodSandboxConfig config, string runtimeHandler, CancellationToken cancellationToken);

    /// <summary>Stops the sandbox and everything in it by force. Idempotent.</summary>
    Task StopPodSandboxAsync(string sandboxId, CancellationToken cancellationToken);

    Task RemovePodSandboxAsync(string sandboxId, CancellationToken cancellationToken);

    Task<PodSandboxStatusResponse> PodSandboxStatusAsync(string sandboxId, bool verbose, CancellationToken cancellationToken);

    Task<IReadOnlyList<PodSandbox>> ListPodSandboxesAsync(PodSandboxFilter? filter, CancellationToken cancellationToken);

    Task<string> CreateContainerAsync(
        string sandboxId, ContainerConfig config, PodSandboxConfig sandboxConfig, CancellationToken cancellationToken);

    Task StartContainerAsync(string containerId, CancellationToken cancellationToken);

    /// <summary>Signals the container and kills it when <paramref name="timeout"/> has passed. Idempotent.</summary>
    Task StopContainerAsync(string containerId, TimeSpan timeout, CancellationToken cancellationToken);

    Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken);

    Task<IReadOnlyList<Container>> ListContainersAsync(ContainerFilter? filter, CancellationToken cancellationToken);

    Task<ContainerStatusResponse> ContainerStatusAsync(string containerId, bool verbose, CancellationToken cancellationToken);

    Task UpdateContainerResourcesAsync(string containerId, LinuxContainerResources resources, CancellationToken cancellationToken);

    Task ReopenContainerLogAsync(string containerId, CancellationToken cancellationToken);

    /// <summary>Runs a command to its end. A timeout of zero waits without limit; a command that outlives it fails with DeadlineExceeded.</summary>
    Task<ExecSyncResponse> ExecSyncAsync(
        string containerId, IReadOnlyList<string> command, TimeSpan timeout, CancellationToken cancellationToken);

    /// <returns>The address of the runtime's streaming server for this one call.</returns>
    Task<string> ExecAsync(ExecRequest request, CancellationToken cancellationToken);

    /// <inheritdoc cref="ExecAsync"/>
    Task<string> AttachAsync(AttachRequest request, CancellationToken cancellationToken);

    /// <inheritdoc cref="ExecAsync"/>
    Task<string> PortForwardAsync(PortForwardRequest request, CancellationToken cancellationToken);

    Task<ContainerStats> ContainerStatsAsync(string containerId, CancellationToken cancellationToken);

    Task<IReadOnlyList<ContainerStats>> ListContainerStatsAsync(ContainerStatsFilter? filter, CancellationToken cancellationToken);

    Task<PodSandboxStats> PodSandboxStatsAsync(string sandboxId, CancellationToken cancellationToken);

    Task<IReadOnlyList<PodSandboxStats>> ListPodSandboxStatsAsync(PodSandboxStatsFilter? filter, CancellationToken cancellationToken);

    Task UpdatePodSandboxResourcesAsync(UpdatePodSandboxResourcesRequest request, CancellationToken cancellationToken);

    /// <summary>What happens to containers, from now on. Ends with Unimplemented where the runtime has no event stream.</summary>
    IAsyncEnumerable<ContainerEventResponse> ContainerEventsAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<Image>> ListImagesAsync(CancellationToken cancellationToken);

    /// <returns>The image, or null where the runtime does not have it.</returns>
    Task<Image?> ImageStatusAsync(ImageSpec image, CancellationToken cancellationToken);

    /// <returns>The reference (an id or digest) under which the runtime keeps the image.</returns>
    Task<string> PullImageAsync(ImageSpec image, AuthConfig? auth, PodSandboxConfig? sandboxConfig, CancellationToken cancellationToken);

    Task RemoveImageAsync(ImageSpec image, CancellationToken cancellationToken);

    Task<ImageFsInfoResponse> ImageFsInfoAsync(CancellationToken cancellationToken);
}

using KubeSharp.Kubelet.Cri;

namespace KubeSharp.Kubelet.Tests.Fakes;

/// <summary>A runtime that can do nothing; tests override what they need.</summary>
internal class UnsupportedRuntime : ICriClient
{
    public virtual Task<VersionResponse> VersionAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<StatusResponse> StatusAsync(bool verbose, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<RuntimeConfigResponse> RuntimeConfigAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task UpdateRuntimeConfigAsync(
        RuntimeConfig config, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<string> RunPodSandboxAsync(
        PodSandboxConfig config, string runtimeHandler, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task StopPodSandboxAsync(string sandboxId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task RemovePodSandboxAsync(string sandboxId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<PodSandboxStatusResponse> PodSandboxStatusAsync(
        string sandboxId, bool verbose, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<IReadOnlyList<PodSandbox>> ListPodSandboxesAsync(
        PodSandboxFilter? filter, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<string> CreateContainerAsync(
        string sandboxId, ContainerConfig config, PodSandboxConfig sandboxConfig, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task StartContainerAsync(string containerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task StopContainerAsync(
        string containerId, TimeSpan timeout, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<IReadOnlyList<Container>> ListContainersAsync(
        ContainerFilter? filter, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<ContainerStatusResponse> ContainerStatusAsync(
        string containerId, bool verbose, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task UpdateContainerResourcesAsync(
        string containerId, LinuxContainerResources resources, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task ReopenContainerLogAsync(
        string containerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<ExecSyncResponse> ExecSyncAsync(
        string containerId, IReadOnlyList<string> command, TimeSpan timeout, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<string> ExecAsync(ExecRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<string> AttachAsync(
        AttachRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<string> PortForwardAsync(
        PortForwardRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<ContainerStats> ContainerStatsAsync(
        string containerId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<IReadOnlyList<ContainerStats>> ListContainerStatsAsync(
        ContainerStatsFilter? filter, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<PodSandboxStats> PodSandboxStatsAsync(
        string sandboxId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<IReadOnlyList<PodSandboxStats>> ListPodSandboxStatsAsync(
        PodSandboxStatsFilter? filter, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task UpdatePodSandboxResourcesAsync(
        UpdatePodSandboxResourcesRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual IAsyncEnumerable<ContainerEventResponse> ContainerEventsAsync(
        CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<IReadOnlyList<Image>> ListImagesAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<Image?> ImageStatusAsync(ImageSpec image, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<string> PullImageAsync(
        ImageSpec image, AuthConfig? auth, PodSandboxConfig? sandboxConfig, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task RemoveImageAsync(ImageSpec image, CancellationToken cancellationToken) => throw new NotSupportedException();

    public virtual Task<ImageFsInfoResponse> ImageFsInfoAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
}

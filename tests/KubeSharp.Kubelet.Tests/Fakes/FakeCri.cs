using System.Runtime.CompilerServices;
using Grpc.Core;
using KubeSharp.Kubelet.Cri;

namespace KubeSharp.Kubelet.Tests.Fakes;

/// <summary>A container runtime in memory. Containers run until they are stopped or <see cref="Exit"/> ends them.</summary>
internal sealed class FakeCri : ICriClient
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Cri.PodSandboxStatus> _sandboxes = [];
    private readonly Dictionary<string, (Cri.ContainerStatus Status, string Sandbox)> _containers = [];
    private int _next;

    /// <summary>Calls that changed something, in order: <c>Start web</c>.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>Images that are there.</summary>
    public HashSet<string> Images { get; } = ["image:1"];

    public void Exit(string name, int exitCode)
    {
        lock (_gate)
        {
            var status = _containers.Values.Last(entry => entry.Status.Metadata.Name == name).Status;
            (status.State, status.ExitCode, status.FinishedAt) = (Cri.ContainerState.ContainerExited, exitCode, Stamp());
        }
    }

    public Task<VersionResponse> VersionAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new VersionResponse { RuntimeName = "fake", RuntimeVersion = "1.0" });

    public Task<StatusResponse> StatusAsync(bool verbose, CancellationToken cancellationToken) => Task.FromResult(new StatusResponse
    {
        Status = new RuntimeStatus
        {
            Conditions = { new RuntimeCondition { Type = "RuntimeReady", Status = true }, new RuntimeCondition { Type = "NetworkReady", Status = true } },
        },
    });

    public Task<RuntimeConfigResponse> RuntimeConfigAsync(CancellationToken cancellationToken) => Unimplemented<RuntimeConfigResponse>();

    public Task UpdateRuntimeConfigAsync(RuntimeConfig config, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string> RunPodSandboxAsync(PodSandboxConfig config, string runtimeHandler, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var id = $"s{_next++}";
            Calls.Add("Run sandbox");
            _sandboxes[id] = new Cri.PodSandboxStatus
            {
                Id = id,
                Metadata = config.Metadata,
                State = PodSandboxState.SandboxReady,
                CreatedAt = Stamp(),
                Network = new PodSandboxNetworkStatus { Ip = "10.0.0.5" },
                Labels = { config.Labels },
            };
            return Task.FromResult(id);
        }
    }

    public Task StopPodSandboxAsync(string sandboxId, CancellationToken cancellationToken) => Do("Stop sandbox", () =>
    {
        if (_sandboxes.TryGetValue(sandboxId, out var sandbox))
        {
            sandbox.State = PodSandboxState.SandboxNotready;
        }
    });

    public Task RemovePodSandboxAsync(string sandboxId, CancellationToken cancellationToken) => Do("Remove sandbox", () => _sandboxes.Remove(sandboxId));

    public Task<PodSandboxStatusResponse> PodSandboxStatusAsync(string sandboxId, bool verbose, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _sandboxes.TryGetValue(sandboxId, out var sandbox)
                ? Task.FromResult(new PodSandboxStatusResponse { Status = sandbox.Clone() })
                : NotFound<PodSandboxStatusResponse>();
        }
    }

    public Task<IReadOnlyList<PodSandbox>> ListPodSandboxesAsync(PodSandboxFilter? filter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<PodSandbox>>(
            [
                .. _sandboxes.Values.Select(static sandbox => new PodSandbox { Id = sandbox.Id, Metadata = sandbox.Metadata, State = sandbox.State, Labels = { sandbox.Labels } }),
            ]);
        }
    }

    public Task<string> CreateContainerAsync(
        string sandboxId, ContainerConfig config, PodSandboxConfig sandboxConfig, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var id = $"{config.Metadata.Name}-{config.Metadata.Attempt}";
            _containers[id] = (new Cri.ContainerStatus
            {
                Id = id,
                Metadata = config.Metadata,
                State = Cri.ContainerState.ContainerCreated,
                CreatedAt = Stamp(),
                Image = config.Image,
                ImageRef = "sha256:1",
                Labels = { config.Labels },
                Annotations = { config.Annotations },
            }, sandboxId);
            return Task.FromResult(id);
        }
    }

    /// <summary>A start was asked for that can be cancelled while the runtime is at it.</summary>
    public bool StartsMayBeBrokenOff { get; private set; }

    public Task StartContainerAsync(string containerId, CancellationToken cancellationToken) => Do($"Start {containerId}", () =>
    {
        StartsMayBeBrokenOff |= cancellationToken.CanBeCanceled;
        var status = _containers[containerId].Status;
        (status.State, status.StartedAt) = (Cri.ContainerState.ContainerRunning, Stamp());
    });

    public Task StopContainerAsync(string containerId, TimeSpan timeout, CancellationToken cancellationToken) => Do($"Stop {containerId} {timeout.TotalSeconds}", () =>
    {
        var status = _containers[containerId].Status;
        (status.State, status.ExitCode, status.FinishedAt) = (Cri.ContainerState.ContainerExited, 143, Stamp());
    });

    public Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken) => Do($"Remove {containerId}", () => _containers.Remove(containerId));

    public Task<IReadOnlyList<Cri.Container>> ListContainersAsync(ContainerFilter? filter, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<Cri.Container>>(
            [
                .. _containers.Values.Select(static entry => new Cri.Container
                {
                    Id = entry.Status.Id, PodSandboxId = entry.Sandbox, State = entry.Status.State, Labels = { entry.Status.Labels },
                }),
            ]);
        }
    }

    public Task<ContainerStatusResponse> ContainerStatusAsync(string containerId, bool verbose, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return _containers.TryGetValue(containerId, out var entry)
                ? Task.FromResult(new ContainerStatusResponse { Status = entry.Status.Clone() })
                : NotFound<ContainerStatusResponse>();
        }
    }

    public Task UpdateContainerResourcesAsync(string containerId, LinuxContainerResources resources, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task ReopenContainerLogAsync(string containerId, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<ExecSyncResponse> ExecSyncAsync(string containerId, IReadOnlyList<string> command, TimeSpan timeout, CancellationToken cancellationToken) =>
        Task.FromResult(new ExecSyncResponse());

    public Task<string> ExecAsync(ExecRequest request, CancellationToken cancellationToken) => Unimplemented<string>();

    public Task<string> AttachAsync(AttachRequest request, CancellationToken cancellationToken) => Unimplemented<string>();

    public Task<string> PortForwardAsync(PortForwardRequest request, CancellationToken cancellationToken) => Unimplemented<string>();

    public Task<ContainerStats> ContainerStatsAsync(string containerId, CancellationToken cancellationToken) => Unimplemented<ContainerStats>();

    public Task<IReadOnlyList<ContainerStats>> ListContainerStatsAsync(ContainerStatsFilter? filter, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ContainerStats>>([]);

    public Task<PodSandboxStats> PodSandboxStatsAsync(string sandboxId, CancellationToken cancellationToken) => Unimplemented<PodSandboxStats>();

    public Task<IReadOnlyList<PodSandboxStats>> ListPodSandboxStatsAsync(PodSandboxStatsFilter? filter, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<PodSandboxStats>>([]);

    public Task UpdatePodSandboxResourcesAsync(UpdatePodSandboxResourcesRequest request, CancellationToken cancellationToken) => Task.CompletedTask;

    public async IAsyncEnumerable<ContainerEventResponse> ContainerEventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Unimplemented<int>();
        yield break;
    }

    public Task<IReadOnlyList<Image>> ListImagesAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Image>>([.. Images.Select(static name => new Image { Id = name, RepoTags = { name } })]);

    public Task<Image?> ImageStatusAsync(ImageSpec image, CancellationToken cancellationToken) =>
        Task.FromResult(Images.Contains(image.Image) ? new Image { Id = image.Image } : null);

    public Task<string> PullImageAsync(ImageSpec image, AuthConfig? auth, PodSandboxConfig? sandboxConfig, CancellationToken cancellationToken) =>
        Task.FromException<string>(new RpcException(new Status(StatusCode.NotFound, $"failed to pull {image.Image}")));

    public Task RemoveImageAsync(ImageSpec image, CancellationToken cancellationToken) => Do($"Remove image {image.Image}", () => Images.Remove(image.Image));

    public Task<ImageFsInfoResponse> ImageFsInfoAsync(CancellationToken cancellationToken) => Task.FromResult(new ImageFsInfoResponse());

    private Task Do(string call, Action action)
    {
        lock (_gate)
        {
            Calls.Add(call);
            action();
        }
        return Task.CompletedTask;
    }

    private long Stamp() => 1_000_000_000L + _next++;

    private static Task<T> NotFound<T>() => Task.FromException<T>(new RpcException(new Status(StatusCode.NotFound, "not found")));

    private static Task<T> Unimplemented<T>() => Task.FromException<T>(new RpcException(new Status(StatusCode.Unimplemented, "unknown method")));
}

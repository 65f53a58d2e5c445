using System.Net.Sockets;
using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace KubeSharp.Kubelet.Cri;

/// <summary>CRI v1 over the runtime's unix socket.</summary>
internal sealed class GrpcCriClient : ICriClient, IDisposable
{
    private const int MaxMessageSize = 16 * 1024 * 1024;

    private readonly GrpcChannel _runtimeChannel;
    private readonly GrpcChannel _imageChannel;
    private readonly RuntimeService.RuntimeServiceClient _runtime;
    private readonly ImageService.ImageServiceClient _images;
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;

    /// <param name="runtimeEndpoint">unix:///path, or an absolute path.</param>
    /// <param name="imageEndpoint">The same for images; empty where the runtime serves both on one socket.</param>
    /// <param name="requestTimeout">Limit of every call except image pulls, exec and event streams.</param>
    /// <param name="time">Clock of the deadlines.</param>
    public GrpcCriClient(string runtimeEndpoint, string imageEndpoint, TimeSpan requestTimeout, TimeProvider time)
    {
        _time = time;
        _timeout = requestTimeout;
        _runtimeChannel = Connect(runtimeEndpoint);
        _imageChannel = imageEndpoint.Length == 0 || imageEndpoint == runtimeEndpoint ? _runtimeChannel : Connect(imageEndpoint);
        var interceptor = new CancellationInterceptor();
        _runtime = new RuntimeService.RuntimeServiceClient(_runtimeChannel.Intercept(interceptor));
        _images = new ImageService.ImageServiceClient(_imageChannel.Intercept(interceptor));
    }

    public async Task<VersionResponse> VersionAsync(CancellationToken cancellationToken) =>
        await _runtime.VersionAsync(new VersionRequest { Version = "0.1.0" }, Short(cancellationToken)).ConfigureAwait(false);

    public async Task<StatusResponse> StatusAsync(bool verbose, CancellationToken cancellationToken) =>
        await _runtime.StatusAsync(new StatusRequest { Verbose = verbose }, Short(cancellationToken)).ConfigureAwait(false);

    public async Task<RuntimeConfigResponse> RuntimeConfigAsync(CancellationToken cancellationToken) =>
        await _runtime.RuntimeConfigAsync(new RuntimeConfigRequest(), Short(cancellationToken)).ConfigureAwait(false);

    public async Task UpdateRuntimeConfigAsync(RuntimeConfig config, CancellationToken cancellationToken) =>
        await _runtime.UpdateRuntimeConfigAsync(new UpdateRuntimeConfigRequest { RuntimeConfig = config }, Short(cancellationToken))
            .ConfigureAwait(false);

    public async Task<string> RunPodSandboxAsync(PodSandboxConfig config, string runtimeHandler, CancellationToken cancellationToken)
    {
        var request = new RunPodSandboxRequest { Config = config, RuntimeHandler = runtimeHandler };
        var response = await _runtime.RunPodSandboxAsync(request, Within(_timeout * 2, cancellationToken)).ConfigureAwait(false);
        return response.PodSandboxId;
    }

    public async Task StopPodSandboxAsync(string sandboxId, CancellationToken cancellationToken) =>
        await _runtime.StopPodSandboxAsync(new StopPodSandboxRequest { PodSandboxId = sandboxId }, Short(cancellationToken))
            .ConfigureAwait(false);

    public async Task RemovePodSandboxAsync(string sandboxId, CancellationToken cancellationToken) =>
        await _runtime.RemovePodSandboxAsync(new RemovePodSandboxRequest { PodSandboxId = sandboxId }, Short(cancellationToken))
            .ConfigureAwait(false);

    public async Task<PodSandboxStatusResponse> PodSandboxStatusAsync(
        string sandboxId, bool verbose, CancellationToken cancellationToken) =>
        await _runtime.PodSandboxStatusAsync(
            new PodSandboxStatusRequest { PodSandboxId = sandboxId, Verbose = verbose }, Short(cancellationToken)).ConfigureAwait(false);

    public async Task<IReadOnlyList<PodSandbox>> ListPodSandboxesAsync(PodSandboxFilter? filter, CancellationToken cancellationToken)
    {
        var response = await _runtime.ListPodSandboxAsync(new ListPodSandboxRequest { Filter = filter }, Short(cancellationToken))
            .ConfigureAwait(false);
        return response.Items;
    }

    public async Task<string> CreateContainerAsync(
        string sandboxId, ContainerConfig config, PodSandboxConfig sandboxConfig, CancellationToken cancellationToken)
    {
        var request = new CreateContainerRequest { PodSandboxId = sandboxId, Config = config, SandboxConfig = sandboxConfig };
        var response = await _runtime.CreateContainerAsync(request, Short(cancellationToken)).ConfigureAwait(false);
        return response.ContainerId;
    }

    public async Task StartContainerAsync(string containerId, CancellationToken cancellationToken) =>
        await _runtime.StartContainerAsync(new StartContainerRequest { ContainerId = containerId }, Short(cancellationToken))
            .ConfigureAwait(false);

    public async Task StopContainerAsync(string containerId, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var request = new StopContainerRequest { ContainerId = containerId, Timeout = (long)Math.Ceiling(timeout.TotalSeconds) };
        await _runtime.StopContainerAsync(request, Within(timeout + _timeout, cancellationToken)).ConfigureAwait(false);
    }

    public async Task RemoveContainerAsync(string containerId, CancellationToken cancellationToken) =>
        await _runtime.RemoveContainerAsync(new RemoveContainerRequest { ContainerId = containerId }, Short(cancellationToken))
            .ConfigureAwait(false);

    public async Task<IReadOnlyList<Container>> ListContainersAsync(ContainerFilter? filter, CancellationToken cancellationToken)
    {
        var response = await _runtime.ListContainersAsync(new ListContainersRequest { Filter = filter }, Short(cancellationToken))
            .ConfigureAwait(false);
        return response.Containers;
    }

    public async Task<ContainerStatusResponse> ContainerStatusAsync(
        string containerId, bool verbose, CancellationToken cancellationToken) =>
        await _runtime.ContainerStatusAsync(
            new ContainerStatusRequest { ContainerId = containerId, Verbose = verbose }, Short(cancellationToken)).ConfigureAwait(false);

    public async Task UpdateContainerResourcesAsync(
        string containerId, LinuxContainerResources resources, CancellationToken cancellationToken)
    {
        var request = new UpdateContainerResourcesRequest { ContainerId = containerId, Linux = resources };
        await _runtime.UpdateContainerResourcesAsync(request, Short(cancellationToken)).ConfigureAwait(false);
    }

    public async Task ReopenContainerLogAsync(string containerId, CancellationToken cancellationToken) =>
        await _runtime.ReopenContainerLogAsync(new ReopenContainerLogRequest { ContainerId = containerId }, Short(cancellationToken))
            .ConfigureAwait(false);

    public async Task<ExecSyncResponse> ExecSyncAsync(
        string containerId, IReadOnlyList<string> command, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var request = new ExecSyncRequest { ContainerId = containerId, Timeout = (long)Math.Ceiling(timeout.TotalSeconds) };
        request.Cmd.AddRange(command);
        // The runtime ends the command; the deadline is only for a runtime that hangs.
        var options = timeout > TimeSpan.Zero ? Within(timeout + _timeout, cancellationToken) : Unlimited(cancellationToken);
        return await _runtime.ExecSyncAsync(request, options).ConfigureAwait(false);
    }

    public async Task<string> ExecAsync(ExecRequest request, CancellationToken cancellationToken) =>
        (await _runtime.ExecAsync(request, Short(cancellationToken)).ConfigureAwait(false)).Url;

    public async Task<string> AttachAsync(AttachRequest request, CancellationToken cancellationToken) =>
        (await _runtime.AttachAsync(request, Short(cancellationToken)).ConfigureAwait(false)).Url;

    public async Task<string> PortForwardAsync(PortForwardRequest request, CancellationToken cancellationToken) =>
        (await _runtime.PortForwardAsync(request, Short(cancellationToken)).ConfigureAwait(false)).Url;

    public async Task<ContainerStats> ContainerStatsAsync(string containerId, CancellationToken cancellationToken) =>
        (await _runtime.ContainerStatsAsync(new ContainerStatsRequest { ContainerId = containerId }, Short(cancellationToken))
            .ConfigureAwait(false)).Stats;

    public async Task<IReadOnlyList<ContainerStats>> ListContainerStatsAsync(
        ContainerStatsFilter? filter, CancellationToken cancellationToken) =>
        (await _runtime.ListContainerStatsAsync(new ListContainerStatsRequest { Filter = filter }, Short(cancellationToken))
            .ConfigureAwait(false)).Stats;

    public async Task<PodSandboxStats> PodSandboxStatsAsync(string sandboxId, CancellationToken cancellationToken) =>
        (await _runtime.PodSandboxStatsAsync(new PodSandboxStatsRequest { PodSandboxId = sandboxId }, Short(cancellationToken))
            .ConfigureAwait(false)).Stats;

    public async Task<IReadOnlyList<PodSandboxStats>> ListPodSandboxStatsAsync(
        PodSandboxStatsFilter? filter, CancellationToken cancellationToken) =>
        (await _runtime.ListPodSandboxStatsAsync(new ListPodSandboxStatsRequest { Filter = filter }, Short(cancellationToken))
            .ConfigureAwait(false)).Stats;

    public async Task UpdatePodSandboxResourcesAsync(UpdatePodSandboxResourcesRequest request, CancellationToken cancellationToken) =>
        await _runtime.UpdatePodSandboxResourcesAsync(request, Short(cancellationToken)).ConfigureAwait(false);

    public async IAsyncEnumerable<ContainerEventResponse> ContainerEventsAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var call = _runtime.GetContainerEvents(new GetEventsRequest(), Unlimited(cancellationToken));
        while (await call.ResponseStream.MoveNext(cancellationToken).ConfigureAwait(false))
        {
            yield return call.ResponseStream.Current;
        }
    }

    public async Task<IReadOnlyList<Image>> ListImagesAsync(CancellationToken cancellationToken) =>
        (await _images.ListImagesAsync(new ListImagesRequest(), Short(cancellationToken)).ConfigureAwait(false)).Images;

    public async Task<Image?> ImageStatusAsync(ImageSpec image, CancellationToken cancellationToken) =>
        (await _images.ImageStatusAsync(new ImageStatusRequest { Image = image }, Short(cancellationToken)).ConfigureAwait(false)).Image;

    public async Task<string> PullImageAsync(
        ImageSpec image, AuthConfig? auth, PodSandboxConfig? sandboxConfig, CancellationToken cancellationToken)
    {
        var request = new PullImageRequest { Image = image, Auth = auth, SandboxConfig = sandboxConfig };
        return (await _images.PullImageAsync(request, Unlimited(cancellationToken)).ConfigureAwait(false)).ImageRef;
    }

    public async Task RemoveImageAsync(ImageSpec image, CancellationToken cancellationToken) =>
        await _images.RemoveImageAsync(new RemoveImageRequest { Image = image }, Short(cancellationToken)).ConfigureAwait(false);

    public async Task<ImageFsInfoResponse> ImageFsInfoAsync(CancellationToken cancellationToken) =>
        await _images.ImageFsInfoAsync(new ImageFsInfoRequest(), Short(cancellationToken)).ConfigureAwait(false);

    public void Dispose()
    {
        _runtimeChannel.Dispose();
        _imageChannel.Dispose();
    }

    private static GrpcChannel Connect(string endpoint)
    {
        var path = endpoint.StartsWith("unix://", StringComparison.Ordinal) ? endpoint["unix://".Length..] : endpoint;
        var address = new UnixDomainSocketEndPoint(path);
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                try
                {
                    await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
                    return new NetworkStream(socket, ownsSocket: true);
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            },
        };
        return GrpcChannel.ForAddress("http://localhost", new GrpcChannelOptions
        {
            HttpHandler = handler,
            DisposeHttpClient = true,
            MaxReceiveMessageSize = MaxMessageSize,
            MaxSendMessageSize = MaxMessageSize,
        });
    }

    private static CallOptions Unlimited(CancellationToken cancellationToken) => new(cancellationToken: cancellationToken);

    private CallOptions Short(CancellationToken cancellationToken) => Within(_timeout, cancellationToken);

    private CallOptions Within(TimeSpan limit, CancellationToken cancellationToken) =>
        new(deadline: _time.GetUtcNow().UtcDateTime + limit, cancellationToken: cancellationToken);
}

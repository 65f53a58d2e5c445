using System.Net;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Client;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Server.Authorization;
using KubeSharp.Kubelet.Server.Endpoints;
using KubeSharp.Kubelet.Server.Logs;
using KubeSharp.Kubelet.Stats;
using KubeSharp.Kubelet.Streaming;
using KubeSharp.Serving.Access;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Server;

/// <summary>
/// The kubelet's own HTTPS server, its /healthz over plain HTTP, and the rotation of container logs. Ask <see cref="Usage"/> for what
/// pods use.
/// </summary>
internal sealed class KubeletServer : IAsyncDisposable
{
    private readonly RuntimeStreams _streams;
    private readonly KubeletListener _listener;
    private readonly ContainerLogRotator _rotator;
    private readonly X509Certificate2 _certificate;

    /// <param name="options">How it runs.</param>
    /// <param name="nodeName">The node's name.</param>
    /// <param name="addresses">The node's addresses, for a self-signed certificate.</param>
    /// <param name="paths">Where pods lie.</param>
    /// <param name="pods">The node's pods.</param>
    /// <param name="runtime">The container runtime.</param>
    /// <param name="client">The API server, which reviews tokens and access.</param>
    /// <param name="health">Checks of /healthz by name: null when well, else what is wrong.</param>
    /// <param name="configuration">The JSON that /configz shows as the kubelet's configuration.</param>
    /// <param name="loggers">For the logs.</param>
    /// <param name="time">The clock.</param>
    public KubeletServer(
        KubeletServerOptions options,
        string nodeName,
        IReadOnlyList<string> addresses,
        PodPaths paths,
        INodePods pods,
        ICriClient runtime,
        KubeClient client,
        IReadOnlyDictionary<string, Func<string?>> health,
        ReadOnlyMemory<byte> configuration,
        ILoggerFactory loggers,
        TimeProvider time)
    {
        _streams = new RuntimeStreams(options.StreamingConnectionIdleTimeout);
        Usage = new UsageReader(runtime, paths, time);
        _rotator = new ContainerLogRotator(runtime, options, time, loggers.CreateLogger<ContainerLogRotator>());
        _certificate = ServingCertificate.Load(options, nodeName, addresses, time);

        var certificates = new ClientCertificates(time);
        if (options.ClientCAFile.Length > 0)
        {
            certificates.Trust(File.ReadAllText(options.ClientCAFile));
        }

        var tokens = options.WebhookAuthentication ? new TokenReviews(client, options.AuthenticationCacheTTL, time) : null;
        var reviews = options.WebhookAuthorization ? new AccessReviews(client, options.AuthorizedTTL, options.UnauthorizedTTL, time) : null;
        var healthz = new HealthEndpoint(health);
        var endpoints = new Dictionary<string, IKubeletEndpoint>(StringComparer.Ordinal)
        {
            ["healthz"] = healthz,
            ["pods"] = PodsEndpoint.All(pods),
            ["runningpods"] = PodsEndpoint.Running(pods),
            ["stats"] = MeasuredEndpoints.Stats(Usage, nodeName),
            ["metrics"] = MeasuredEndpoints.Metrics(Usage),
            ["configz"] = ConfigzEndpoint.For(configuration),
        };
        if (options.EnableDebuggingHandlers)
        {
            endpoints["exec"] = StreamEndpoint.Exec(pods, runtime, _streams);
            endpoints["attach"] = StreamEndpoint.Attach(pods, runtime, _streams);
            endpoints["portForward"] = StreamEndpoint.PortForward(pods, runtime, _streams);
            endpoints["run"] = new RunEndpoint(pods, runtime);
            endpoints["containerLogs"] = new ContainerLogsEndpoint(pods, runtime, new ContainerLogReader(time), time);
            endpoints["logs"] = new NodeLogsEndpoint(options.NodeLogsDir);
        }

        var pipeline = new KubeletRequestPipeline(
            new DelegatedAuthenticator(certificates, tokens, options.AnonymousAuth),
            new NodeAuthorizer(reviews, nodeName),
            endpoints,
            loggers.CreateLogger<KubeletRequestPipeline>());
        _listener = new KubeletListener(options, _certificate, pipeline, healthz, loggers);
    }

    /// <summary>What the node and its pods use.</summary>
    public UsageReader Usage { get; }

    /// <summary>Where the server listens, once it has started.</summary>
    public IPEndPoint EndPoint => _listener.EndPoint;

    /// <exception cref="IOException">A port is taken.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => _listener.StartAsync(cancellationToken);

    /// <summary>Rotates logs until cancelled, then stops listening. To be called after <see cref="StartAsync"/>.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _rotator.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The way to end.
        }
        finally
        {
            // Streams may be open for hours: they are cut, not waited for.
            await _listener.StopAsync(new CancellationToken(canceled: true));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _listener.DisposeAsync();
        _streams.Dispose();
        _certificate.Dispose();
    }
}

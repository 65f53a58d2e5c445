using System.Net;
using KubeSharp.Api;
using KubeSharp.ApiServer.Admission;
using KubeSharp.ApiServer.Aggregation;
using KubeSharp.ApiServer.Apply;
using KubeSharp.ApiServer.Audit;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authentication.Impersonation;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.ComponentStatuses;
using KubeSharp.ApiServer.Connect;
using KubeSharp.ApiServer.Discovery;
using KubeSharp.ApiServer.Encryption;
using KubeSharp.ApiServer.Encryption.Kms;
using KubeSharp.ApiServer.Fairness;
using KubeSharp.ApiServer.Features;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Handlers.Deletes;
using KubeSharp.ApiServer.Handlers.Patching;
using KubeSharp.ApiServer.Handlers.Scaling;
using KubeSharp.ApiServer.Handlers.Subresources;
using KubeSharp.ApiServer.Handlers.Writes;
using KubeSharp.ApiServer.Health;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Http.Measurement;
using KubeSharp.ApiServer.Http.Verbs;
using KubeSharp.ApiServer.Http.Watches;
using KubeSharp.ApiServer.InProcess;
using KubeSharp.ApiServer.LogFiles;
using KubeSharp.ApiServer.Resources;
using KubeSharp.Client;
using KubeSharp.Serving.Health;
using KubeSharp.Storage;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace KubeSharp.ApiServer.Hosting;

/// <summary>The server put together: cache, endpoints, handlers and pipeline. Made once per start.</summary>
internal sealed class ServerAssembly : IAsyncDisposable
{
    private readonly WatchCache _cache;
    private readonly CancellationTokenSource _stop = new();
    private readonly WatchShutdown _watchShutdown = new();
    private readonly InProcessServices _inProcess;
    private Task _cacheRunning = Task.CompletedTask;
    private ConnectSubresources? _connects;
    private Aggregator? _aggregator;
    private AuditAssembly? _audit;

    private ServerAssembly(
        ServerEnvironment environment, CachedObjects objects, WatchCache cache, ApiServerParts parts, ResourceEndpoints endpoints, Func<IPEndPoint> address)
    {
        _cache = cache;
        Parts = parts;
        var options = environment.Options;
        var fieldManagers = new FieldManagers(new FieldVersions(endpoints));
        var admission = new AdmissionChain(parts.Admission, new AdmissionMetrics(Metrics.DefaultRegistry), environment.Time);
        var authorization = new AuthorizationFilter(
            parts.Authorizer ?? throw new InvalidOperationException("The API server has no authorizer."));

        var creates = new CreateHandler(admission, fieldManagers);
        var updates = new UpdateHandler(admission, fieldManagers, creates, authorization);
        var deletes = new DeleteHandler(admission);
        SubresourceParts.Add(parts, environment, endpoints, deletes);
        var collections = new DeleteCollectionHandler(deletes);
        var discovery = new DiscoverySource(endpoints.All);
        CustomResourceParts.Add(parts, environment, objects, cache, endpoints, discovery);
        SchemaParts.Add(parts, environment, endpoints);
        var patches = new PatchSources(fieldManagers);
        var scales = new ScaleHandler(updates, patches);
        var invoker = new SubresourceInvoker(parts.Subresources, admission);

        var writes = new WriteRequests(creates, updates, patches);
        var resources = new ResourceRequests(
            writes,
            new DeleteRequests(deletes, collections),
            new WatchRequests(options, MetricsParts.Add(parts, environment, endpoints), environment.Time, _watchShutdown),
            new SubresourceRequests(invoker, parts.Connects, scales, writes, admission, authorization),
            new UnstoredRequests(parts.Unstored));
        var gate = FairnessParts.Add(parts, environment, objects);
        AddRoutes(parts, options, discovery, address);
        var metrics = new RequestMetrics(Metrics.DefaultRegistry);
        Pipeline = new RequestPipeline(
            parts.Authenticator ?? throw new InvalidOperationException("The API server has no authenticator."),
            new Impersonator(parts.Authorizer, options.Features.IsOn(FeatureGates.ConstrainedImpersonation)),
            authorization,
            gate,
            endpoints,
            resources,
            parts.Routes,
            metrics,
            parts.Auditor,
            environment.Time,
            options.RequestTimeout,
            environment.LoggerFactory.CreateLogger<RequestPipeline>());
        _inProcess = new InProcessServices(
            endpoints, authorization, creates, updates, deletes, collections, patches, scales, invoker, _watchShutdown, options, metrics,
            parts.Aggregator, parts.Auditor, environment.Time);
    }

    public ApiServerParts Parts { get; }

    public RequestPipeline Pipeline { get; }

    /// <summary>Puts the server together and fills the caches.</summary>
    /// <param name="adjust">Called on the parts when all rooms have added theirs.</param>
    public static async Task<ServerAssembly> StartAsync(
        ApiServerOptions options,
        IKeyValueStore store,
        ILoggerFactory loggerFactory,
        TimeProvider time,
        Func<IPEndPoint> address,
        Action<ApiServerParts> adjust,
        CancellationToken cancellationToken)
    {
        var parts = new ApiServerParts();
        var storeHealth = new StoreHealth(store, time);
        parts.Health.AddLive(storeHealth.Check);
        parts.Health.AddReady(storeHealth.Readiness);
        ResourceParts.Add(parts);
        var components = new ComponentStatusResource(options.InProcessComponents, storeHealth.Check);
        parts.Unstored[("", "componentstatuses")] = components;
        var encryption = new EncryptionAssembly(options.Encryption, kms => new GrpcKmsService(kms, time), loggerFactory, time);
        parts.Tasks.AddRange(encryption.Tasks);
        if (encryption.Check is { } check)
        {
            parts.Health.AddLive(check);
        }

        await encryption.StartAsync(cancellationToken).ConfigureAwait(false);
        var cache = new WatchCache(store, time, loggerFactory.CreateLogger<WatchCache>()) { FormOf = encryption.FormOf };
        var endpoints = await EndpointFactory.MakeAsync(options, parts, cache, cancellationToken).ConfigureAwait(false);
        var objects = new CachedObjects(endpoints.All.Where(endpoint => endpoint.IsStored).Select(endpoint => endpoint.Store).Distinct(), time);
        var environment = new ServerEnvironment(options, store, objects, loggerFactory, time);
        var access = options.Access is null ? null : AccessParts.Add(parts, environment, objects, endpoints, address);
        var connects = new ConnectSubresources(objects, options.KubeletClient, time);
        connects.AddTo(parts);
        var aggregator = AggregationParts.Add(parts, environment, endpoints, objects);
        var audit = new AuditAssembly(options.Audit, loggerFactory, time);
        parts.Auditor = audit.Auditor;
        parts.Tasks.AddRange(audit.Tasks);
        adjust(parts);
        var assembly = new ServerAssembly(environment, objects, cache, parts, endpoints, address) { _connects = connects, _aggregator = aggregator, _audit = audit };
        assembly._cacheRunning = cache.RunAsync(assembly._stop.Token);
        await Task.WhenAny(cache.Ready, assembly._cacheRunning).WaitAsync(cancellationToken).ConfigureAwait(false);
        access?.Prime();
        return assembly;
    }

    public IApiTransport CreateTransport(UserInfo user, string component) => new InProcessTransport(_inProcess, user, component);

    public void EndWatches() => _watchShutdown.Begin();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await _cacheRunning.ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
        }

        _stop.Dispose();
        _watchShutdown.Dispose();
        _connects?.Dispose();
        _aggregator?.Dispose();
        _audit?.Dispose();
    }

    private void AddRoutes(ApiServerParts parts, ApiServerOptions options, DiscoverySource source, Func<IPEndPoint> address)
    {
        var discovery = new DiscoveryHandler(source, parts.Aggregator?.Extensions, () => address().ToString());
        parts.Health.AddReady(HealthCheck.Of("informer-sync", () => _cache.Ready.IsCompletedSuccessfully ? null : "not synced"));
        parts.Routes.AddPrefix("/api", discovery);
        parts.Routes.AddPrefix("/apis", parts.Aggregator?.Wrap(discovery) ?? discovery);
        if (options.EnableLogsHandler)
        {
            parts.Routes.AddPrefix("/logs", new LogFilesHandler(options.LogsDirectory));
        }

        parts.Routes.Add("/version", new VersionHandler(options.Version, options.Source));
        var index = new RootHandler(parts.Routes, source);
        parts.Routes.Add("/", index);
        parts.Routes.Index = index;
        var health = new HealthEndpoint(parts.Health);
        parts.Routes.AddPrefix("/healthz", health);
        parts.Routes.AddPrefix("/livez", health);
        parts.Routes.AddPrefix("/readyz", health);
    }
}

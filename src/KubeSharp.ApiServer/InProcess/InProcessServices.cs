using KubeSharp.ApiServer.Aggregation;
using KubeSharp.ApiServer.Audit;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Handlers.Deletes;
using KubeSharp.ApiServer.Handlers.Patching;
using KubeSharp.ApiServer.Handlers.Scaling;
using KubeSharp.ApiServer.Handlers.Subresources;
using KubeSharp.ApiServer.Handlers.Writes;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Http.Measurement;
using KubeSharp.ApiServer.Http.Watches;

namespace KubeSharp.ApiServer.InProcess;

/// <summary>The handlers that the in-process transports of all components share with HTTP.</summary>
internal sealed record InProcessServices(
    ResourceEndpoints Endpoints,
    AuthorizationFilter Authorization,
    CreateHandler Creates,
    UpdateHandler Updates,
    DeleteHandler Deletes,
    DeleteCollectionHandler Collections,
    PatchSources Patches,
    ScaleHandler Scales,
    SubresourceInvoker Subresources,
    WatchShutdown WatchShutdown,
    ApiServerOptions Options,
    RequestMetrics Metrics,
    Aggregator? Aggregator,
    Auditor? Auditor,
    TimeProvider Time);

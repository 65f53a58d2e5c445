using System.Globalization;
using System.Runtime.CompilerServices;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Audit;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Cache.Watching;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Handlers.Patching;
using KubeSharp.ApiServer.Handlers.Watches;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Http.Measurement;
using KubeSharp.Client;
using CacheEventType = KubeSharp.ApiServer.Cache.Watching.WatchEventType;
using ClientEvent = KubeSharp.Client.WatchEvent;
using ClientEventType = KubeSharp.Client.WatchEventType;

namespace KubeSharp.ApiServer.InProcess;

/// <summary>
/// The server for a component of the same process: authorization, admission and handlers as over HTTP, but objects go in and out as
/// they are. Reads give the cache's own objects, which all components share.
/// </summary>
/// <param name="services">The server.</param>
/// <param name="user">Who asks.</param>
/// <param name="component">The manager of the fields it sets, as its binary is called; that of the user's name if empty.</param>
internal sealed class InProcessTransport(InProcessServices services, UserInfo user, string component = "") : IApiTransport
{
    private readonly string _fieldManager = component.Length > 0 ? component : ComponentName(user.Name);
    private readonly InProcessVerbs _verbs = new(services);

    public async ValueTask<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var started = services.Time.GetTimestamp();
        var info = InProcessRequests.InfoOf(request);
        if (services.Endpoints.Find(info.ApiGroup, info.ApiVersion, info.Resource) is not { } endpoint)
        {
            return await ForwardAsync(request, info, cancellationToken).ConfigureAwait(false);
        }

        var receivedAt = services.Time.GetUtcNow();
        var audit = services.Auditor is null ? null : Begin(services.Auditor, request, info, receivedAt);
        var context = new RequestContext
        {
            Info = info,
            User = user,
            Audit = audit,
            ReceivedAt = receivedAt,
            DryRun = InProcessRequests.IsDryRun(request),
            FieldManager = InProcessRequests.FieldManager(request) is { Length: > 0 } manager ? manager : _fieldManager,
        };
        var status = 500;
        try
        {
            await AuthorizeAsync(request, info, audit, cancellationToken).ConfigureAwait(false);
            var response = await _verbs.InvokeAsync(context, endpoint, request, cancellationToken).ConfigureAwait(false);
            context.Complete();
            status = response.StatusCode;
            Complete(audit, response);
            return response;
        }
        catch (Exception e)
        {
            context.Rollback();
            Failed(audit, e, ref status);
            throw;
        }
        finally
        {
            services.Metrics.Observe(info, endpoint, new AnsweredRequest(status, services.Time.GetElapsedTime(started))
            {
                IsDryRun = context.DryRun,
                IsApply = info.Verb == "patch" && PatchSources.IsApply(request.ContentType),
                Waited = context.Waited,
            });
        }
    }

    public async IAsyncEnumerable<ClientEvent> WatchAsync(
        ApiRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var started = services.Time.GetTimestamp();
        var info = InProcessRequests.InfoOf(request);
        var endpoint = services.Endpoints.Find(info.ApiGroup, info.ApiVersion, info.Resource) ?? throw ApiErrors.PathNotFound();
        var audit = services.Auditor is null ? null : Begin(services.Auditor, request, info, services.Time.GetUtcNow());
        var options = request.Options as ListOptions ?? ListOptions.Empty;
        using var timeout = new CancellationTokenSource(WatchHandler.Duration(options, services.Options.MinRequestTimeout), services.Time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token, services.WatchShutdown.Token);
        using var watcher = await OpenAsync(request, info, endpoint, options, audit, started, cancellationToken).ConfigureAwait(false);
        var running = services.Metrics.LongRunning(info, endpoint);
        running.Inc();
        try
        {
            while (await MoreAsync(watcher, end.Token, cancellationToken).ConfigureAwait(false))
            {
                while (watcher.TryRead(out var item))
                {
                    var value = endpoint.NeedsPreparation ? item.Entry?.Object : null;
                    if (value is not null)
                    {
                        await endpoint.PrepareAsync(value, cancellationToken).ConfigureAwait(false);
                    }

                    yield return ToClient(endpoint, item);
                    GC.KeepAlive(value);
                }
            }
        }
        finally
        {
            running.Dec();
            audit?.Completed(200, null);
            services.Metrics.Observe(info, endpoint, new AnsweredRequest(200, services.Time.GetElapsedTime(started)));
        }
    }

    public ValueTask<Stream> OpenStreamAsync(ApiRequest request, CancellationToken cancellationToken) =>
        throw ApiErrors.BadRequest("streams are not served in process");

    private async ValueTask<Watcher> OpenAsync(
        ApiRequest request, RequestInfo info, ResourceEndpoint endpoint, ListOptions options, AuditRecord? audit, long started,
        CancellationToken cancellationToken)
    {
        try
        {
            await AuthorizeAsync(request, info, audit, cancellationToken).ConfigureAwait(false);
            var watcher = await WatchHandler.OpenAsync(endpoint, info.Namespace, "", options, cancellationToken).ConfigureAwait(false);
            audit?.Started(200);
            return watcher;
        }
        catch (ApiException error)
        {
            audit?.Completed(error.Code, error.Status);
            services.Metrics.Observe(info, endpoint, new AnsweredRequest(error.Code, services.Time.GetElapsedTime(started)));
            throw;
        }
    }

    /// <summary>False also when the watch has had its time, which is no error.</summary>
    private static async ValueTask<bool> MoreAsync(Watcher watcher, CancellationToken end, CancellationToken cancellationToken)
    {
        try
        {
            return await watcher.WaitToReadAsync(end).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    private static ClientEvent ToClient(ResourceEndpoint endpoint, in WatchItem item)
    {
        if (item.Type == CacheEventType.Error)
        {
            throw new ApiException(item.Error!);
        }

        var entry = item.Entry!;
        var revision = entry.Revision.ToString(CultureInfo.InvariantCulture);
        var value = entry.Object;
        return item.Type == CacheEventType.Bookmark
            ? new ClientEvent(
                ClientEventType.Bookmark,
                null,
                revision,
                EndsInitialEvents: value.Metadata.Annotations.ContainsKey("k8s.io/initial-events-end"))
            : new ClientEvent((ClientEventType)item.Type, endpoint.ToServed(value), revision);
    }

    /// <summary>What this server does not serve, an extension server may.</summary>
    private async ValueTask<ApiResponse> ForwardAsync(ApiRequest request, RequestInfo info, CancellationToken cancellationToken)
    {
        var extension = services.Aggregator?.TransportFor(info.ApiGroup, info.ApiVersion, user) ?? throw ApiErrors.PathNotFound();
        await AuthorizeAsync(request, info, null, cancellationToken).ConfigureAwait(false);
        return await extension.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }

    private AuditRecord? Begin(Auditor auditor, ApiRequest request, RequestInfo info, DateTimeOffset receivedAt)
    {
        var record = auditor.Begin(Guid.NewGuid().ToString(), info, user, () => AuditOrigins.InProcess(info, _fieldManager), receivedAt);
        if (request.Body is { } body)
        {
            record?.Requested(body);
        }
        else if (!request.RawBody.IsEmpty)
        {
            record?.RequestedPatch(request.RawBody);
        }

        return record;
    }

    /// <summary>Whatever is no answer of the API is what upstream calls a panic, unless the component only has given up.</summary>
    private static void Failed(AuditRecord? audit, Exception failure, ref int status)
    {
        if (failure is ApiException error)
        {
            status = error.Code;
            audit?.Completed(status, error.Status);
        }
        else if (failure is OperationCanceledException)
        {
            audit?.Completed(status, null);
        }
        else
        {
            audit?.Panicked(ApiErrors.InternalError(failure.Message).Status);
        }
    }

    private static void Complete(AuditRecord? audit, ApiResponse response)
    {
        if (response.Object is { } value)
        {
            audit?.Responded(value);
        }

        audit?.Completed(response.StatusCode, null);
    }

    private ValueTask AuthorizeAsync(ApiRequest request, RequestInfo info, AuditRecord? audit, CancellationToken cancellationToken)
    {
        var options = request.Options as ListOptions;
        return services.Authorization.AuthorizeAsync(user, info, options?.FieldSelector ?? "", options?.LabelSelector ?? "", audit, cancellationToken);
    }

    /// <summary>The manager of the fields a component sets, as its upstream binary is called.</summary>
    private static string ComponentName(string userName) =>
        userName.StartsWith(WellKnownUsers.NodePrefix, StringComparison.Ordinal) ? "kubelet" : userName[(userName.LastIndexOf(':') + 1)..];
}

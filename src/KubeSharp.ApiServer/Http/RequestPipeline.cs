using KubeSharp.Api;
using KubeSharp.ApiServer.Audit;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authentication.Impersonation;
using KubeSharp.ApiServer.Cache.Feed;
using KubeSharp.ApiServer.Fairness;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Handlers.Patching;
using KubeSharp.ApiServer.Http.Measurement;
using KubeSharp.ApiServer.Tracing;
using KubeSharp.Storage.Errors;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Http;

/// <summary>
/// The way of an HTTP request: audit ID, authentication, impersonation, authorization, then the resource or the path it is for.
/// Whatever goes wrong becomes a Status; nothing escapes.
/// </summary>
internal sealed partial class RequestPipeline(
    IAuthenticator authenticator,
    Impersonator impersonator,
    AuthorizationFilter authorization,
    IRequestGate gate,
    ResourceEndpoints endpoints,
    ResourceRequests resources,
    NonResourceRoutes routes,
    RequestMetrics metrics,
    Auditor? auditor,
    TimeProvider time,
    TimeSpan requestTimeout,
    ILogger<RequestPipeline> logger)
{
    private const string AuditIdHeader = "Audit-Id";
    private const int MaxAuditIdLength = 64;

    public async Task ProcessAsync(HttpContext http)
    {
        var started = time.GetTimestamp();
        var receivedAt = auditor is null ? default : time.GetUtcNow();
        var query = QueryParameters.Parse(http.Request.QueryString.Value);
        var info = RequestInfoParser.Parse(http.Request.Method, http.Request.Path.Value ?? "/", query);
        var endpoint = info.IsResourceRequest ? endpoints.Find(info.ApiGroup, info.ApiVersion, info.Resource) : null;
        http.Response.Headers[AuditIdHeader] = AuditId(http.Request);

        var inFlight = IsLongRunning(info) && endpoint is not null ? metrics.LongRunning(info, endpoint) : metrics.InFlight(info.Verb);
        inFlight.Inc();
        RequestContext? context = null;
        var span = Spans.Request(http, info);
        try
        {
            context = await ServeAsync(http, query, info, endpoint, receivedAt, span).ConfigureAwait(false);
        }
        finally
        {
            inFlight.Dec();
            span?.End();
            metrics.Observe(info, endpoint, new AnsweredRequest(http.Response.StatusCode, time.GetElapsedTime(started))
            {
                IsDryRun = query.Count > 0 && query.TryGet("dryRun", out _),
                IsApply = info.Verb == "patch" && PatchSources.IsApply(http.Request.ContentType),
                Waited = context?.Waited ?? TimeSpan.Zero,
                ResponseSize = http.Response.ContentLength ?? context?.StreamedBytes ?? 0,
                BodySize = http.Request.ContentLength ?? 0,
            });
        }
    }

    /// <returns>The request as the handlers had it; null if it did not get that far.</returns>
    private async Task<RequestContext?> ServeAsync(
        HttpContext http, QueryParameters query, RequestInfo info, ResourceEndpoint? endpoint, DateTimeOffset receivedAt, RequestSpan? span)
    {
        AuditRecord? audit = null;
        UserInfo? user = null;
        var isPanic = false;
        RequestContext? context = null;
        CancellationTokenSource? deadline = null;
        var cancellationToken = http.RequestAborted;
        var seats = default(Seats);
        ApiException error;
        try
        {
            if (!IsLongRunning(info) && info.Verb is not ("get" or "list"))
            {
                deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                deadline.CancelAfter(RequestTimeoutParameter.Read(query, requestTimeout));
                cancellationToken = deadline.Token;
            }

            user = await authenticator.AuthenticateAsync(http, cancellationToken).ConfigureAwait(false) ?? throw ApiErrors.Unauthorized();
            span?.Start(user);
            audit = auditor is null ? null : Begin(auditor, http, info, user, receivedAt);
            var selects = query.Count > 0 && info.Verb is ("list" or "watch" or "deletecollection");
            var (fieldSelector, labelSelector) = selects ? (query["fieldSelector"], query["labelSelector"]) : ("", "");
            var impersonated = await impersonator
                .ApplyAsync(AuthorizationFilter.Attributes(user, info, fieldSelector, labelSelector), http.Request.Headers, cancellationToken).ConfigureAwait(false);
            if (!ReferenceEquals(impersonated.User, user))
            {
                audit?.Impersonate(impersonated);
                user = impersonated.User;
            }

            await authorization.AuthorizeAsync(user, info, fieldSelector, labelSelector, audit, cancellationToken).ConfigureAwait(false);
            if (info.Verb == "watch" || !IsLongRunning(info))
            {
                seats = await gate.EnterAsync(user, info, WorkEstimator.Estimate(info, endpoint, query), cancellationToken).ConfigureAwait(false);
                ShowFlow(http.Response, seats.Flow);
                if (seats.IsRejected)
                {
                    metrics.Terminated(info, endpoint, StatusCodes.Status429TooManyRequests);
                    await TooManyRequestsAsync(http, cancellationToken).ConfigureAwait(false);
                    audit?.Completed(StatusCodes.Status429TooManyRequests, null);
                    return null;
                }
            }

            if (endpoint is not null)
            {
                context = NewContext(http.Request, query, info, user, audit);
                context.Seats = seats;
                context.AddWait(seats.Waited);
                seats = default;
                var call = new HttpCall { Http = http, Context = context, Query = query, Endpoint = endpoint };
                await resources.HandleAsync(call, cancellationToken).ConfigureAwait(false);
                context.Complete();
            }
            else if (routes.TryFind(info.Path, out var handler))
            {
                http.Features.Set(user);
                await handler.HandleAsync(info, query, http, cancellationToken).ConfigureAwait(false);
            }
            else if (routes.Index is null)
            {
                await PlainText.NotFoundAsync(http, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await routes.Index.HandleAsync(info, query, http, cancellationToken).ConfigureAwait(false);
            }

            audit?.Completed(http.Response.StatusCode, null);
            return context;
        }
        catch (ApiException e)
        {
            error = e;
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested && deadline is { IsCancellationRequested: true })
        {
            metrics.Terminated(info, endpoint, StatusCodes.Status504GatewayTimeout);
            error = ApiErrors.Timeout("request did not complete within requested timeout - context deadline exceeded");
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
            metrics.Aborted(info, endpoint);
            context?.Rollback();
            audit?.Completed(http.Response.StatusCode, null);
            return context;
        }
        catch (Exception e) when (e is ConnectionAbortedException or ConnectionResetException)
        {
            metrics.Aborted(info, endpoint);
            context?.Rollback();
            audit?.Completed(http.Response.StatusCode, null);
            return context;
        }
        catch (StoreException e)
        {
            LogStoreFailure(logger, e, info.Verb, info.Path);
            error = StoreErrors.Translate(e);
        }
        catch (Exception e)
        {
            LogUnhandled(logger, e, info.Verb, info.Path);
            metrics.Terminated(info, endpoint, StatusCodes.Status500InternalServerError);
            error = ApiErrors.InternalError(e.Message);
            isPanic = true;
        }
        finally
        {
            deadline?.Dispose();
            seats.Release();
            context?.ReleaseSeats();
        }

        context?.Rollback();
        AnswerError(http, query, error, context);
        if (auditor is not null)
        {
            Record(auditor, http, info, user, audit, error, isPanic, receivedAt);
        }

        return context;
    }

    /// <summary>Begins the record of a request whose user is known; null if the policy wants none.</summary>
    private static AuditRecord? Begin(Auditor auditor, HttpContext http, RequestInfo info, UserInfo user, DateTimeOffset receivedAt)
    {
        var record = auditor.Begin(http.Response.Headers[AuditIdHeader].ToString(), info, user, () => AuditOrigins.Of(http), receivedAt);
        if (record is not null && IsLongRunning(info))
        {
            http.Response.OnStarting(() =>
            {
                record.Started(http.Response.StatusCode);
                return Task.CompletedTask;
            });
        }

        return record;
    }

    private static void Record(
        Auditor auditor, HttpContext http, RequestInfo info, UserInfo? user, AuditRecord? audit, ApiException error, bool isPanic, DateTimeOffset receivedAt)
    {
        if (isPanic)
        {
            audit?.Panicked(error.Status);
        }
        else if (user is not null)
        {
            audit?.Completed(error.Code, error.Status);
        }
        else if (error.Code == StatusCodes.Status401Unauthorized)
        {
            var attempted = http.Request.Headers.Authorization.ToString() is { Length: > 0 } header ? header.Split(' ')[0].ToLowerInvariant() : "nothing";
            auditor.Refuse(http.Response.Headers[AuditIdHeader].ToString(), info, AuditOrigins.Of(http), receivedAt, attempted);
        }
    }

    private static void ShowFlow(HttpResponse response, Flow? flow)
    {
        if (flow is { Uid.Length: > 0 })
        {
            response.Headers["X-Kubernetes-PF-FlowSchema-UID"] = flow.Uid;
            response.Headers["X-Kubernetes-PF-PriorityLevel-UID"] = flow.Level.Uid;
        }
    }

    private static Task TooManyRequestsAsync(HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.Headers.RetryAfter = "1";
        return PlainText.WriteAsync(
            http, StatusCodes.Status429TooManyRequests, "Too many requests, please try again later.\n", cancellationToken);
    }

    private static void AnswerError(HttpContext http, QueryParameters query, ApiException error, RequestContext? context)
    {
        if (http.Response.HasStarted)
        {
            // Half an answer has gone out: only a broken connection can tell that it is not whole.
            http.Abort();
            return;
        }

        http.Response.Headers.ContentLength = null;
        ErrorResponse.Write(http, query, error, context);
    }

    private RequestContext NewContext(HttpRequest request, QueryParameters query, RequestInfo info, UserInfo user, AuditRecord? audit)
    {
        var manager = query.Count > 0 ? query["fieldManager"] : "";
        var isWrite = info.Verb is not ("get" or "list" or "watch");
        return new RequestContext
        {
            Info = info,
            User = user,
            Audit = audit,
            ReceivedAt = time.GetUtcNow(),
            DryRun = isWrite && query.Count > 0 && query.TryGet("dryRun", out _),
            FieldManager = manager.Length > 0 || !isWrite ? manager : RequestContext.ManagerOf(request.Headers.UserAgent.ToString()),
        };
    }

    private static bool IsLongRunning(RequestInfo info) =>
        info.Verb == "watch"
        || (info.IsResourceRequest && info.Subresource is "log" or "exec" or "attach" or "portforward" or "proxy");

    private static string AuditId(HttpRequest request)
    {
        if (request.Headers.TryGetValue(AuditIdHeader, out var given) && given.Count == 1 && given[0] is { Length: > 0 and <= MaxAuditIdLength } id)
        {
            return id;
        }

        return Guid.NewGuid().ToString();
    }
}

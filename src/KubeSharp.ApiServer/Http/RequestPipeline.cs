using KubeSharp.Api;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Cache.Feed;
using KubeSharp.ApiServer.Handlers;
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
    Impersonation impersonation,
    AuthorizationFilter authorization,
    ResourceEndpoints endpoints,
    ResourceRequests resources,
    NonResourceRoutes routes,
    RequestMetrics metrics,
    TimeProvider time,
    TimeSpan requestTimeout,
    ILogger<RequestPipeline> logger)
{
    private const string AuditIdHeader = "Audit-Id";
    private const int MaxAuditIdLength = 64;

    public async Task ProcessAsync(HttpContext http)
    {
        var started = time.GetTimestamp();
        var query = QueryParameters.Parse(http.Request.QueryString.Value);
        var info = RequestInfoParser.Parse(http.Request.Method, http.Request.Path.Value ?? "/", query);
        var endpoint = info.IsResourceRequest ? endpoints.Find(info.ApiGroup, info.ApiVersion, info.Resource) : null;
        http.Response.Headers[AuditIdHeader] = AuditId(http.Request);

        var inFlight = IsLongRunning(info) && endpoint is not null ? metrics.LongRunning(info) : metrics.InFlight(info.Verb);
        inFlight.Inc();
        var dryRun = query.Count > 0 && query.TryGet("dryRun", out _);
        try
        {
            await ServeAsync(http, query, info, endpoint).ConfigureAwait(false);
        }
        finally
        {
            inFlight.Dec();
            metrics.Observe(info, endpoint, dryRun, http.Response.StatusCode, time.GetElapsedTime(started));
        }
    }

    private async Task ServeAsync(HttpContext http, QueryParameters query, RequestInfo info, ResourceEndpoint? endpoint)
    {
        RequestContext? context = null;
        CancellationTokenSource? deadline = null;
        var cancellationToken = http.RequestAborted;
        ApiException error;
        try
        {
            if (!IsLongRunning(info) && info.Verb is not ("get" or "list"))
            {
                deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                deadline.CancelAfter(RequestTimeoutParameter.Read(query, requestTimeout));
                cancellationToken = deadline.Token;
            }

            var user = await authenticator.AuthenticateAsync(http, cancellationToken).ConfigureAwait(false) ?? throw ApiErrors.Unauthorized();
            user = await impersonation.ApplyAsync(user, http.Request.Headers, cancellationToken).ConfigureAwait(false);
            var selects = query.Count > 0 && info.Verb is ("list" or "watch" or "deletecollection");
            await authorization
                .AuthorizeAsync(user, info, selects ? query["fieldSelector"] : "", selects ? query["labelSelector"] : "", cancellationToken).ConfigureAwait(false);
            if (endpoint is not null)
            {
                context = NewContext(http.Request, query, info, user);
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

            return;
        }
        catch (ApiException e)
        {
            error = e;
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested && deadline is { IsCancellationRequested: true })
        {
            error = ApiErrors.Timeout("request did not complete within requested timeout - context deadline exceeded");
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
            context?.Rollback();
            return;
        }
        catch (Exception e) when (e is ConnectionAbortedException or ConnectionResetException)
        {
            context?.Rollback();
            return;
        }
        catch (StoreException e)
        {
            LogStoreFailure(logger, e, info.Verb, info.Path);
            error = StoreErrors.Translate(e);
        }
        catch (Exception e)
        {
            LogUnhandled(logger, e, info.Verb, info.Path);
            error = ApiErrors.InternalError(e.Message);
        }
        finally
        {
            deadline?.Dispose();
        }

        context?.Rollback();
        AnswerError(http, query, error, context);
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

    private RequestContext NewContext(HttpRequest request, QueryParameters query, RequestInfo info, UserInfo user)
    {
        var manager = query.Count > 0 ? query["fieldManager"] : "";
        var isWrite = info.Verb is not ("get" or "list" or "watch");
        return new RequestContext
        {
            Info = info,
            User = user,
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

using System.Diagnostics;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Http;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Tracing;

/// <summary>
/// The span of a request, from the moment that its sender is known: only who is privileged may have a request traced by asking for it. The
/// trace of anybody else is no more than a link.
/// </summary>
internal sealed class RequestSpan(HttpContext http, RequestInfo info)
{
    private Activity? _activity;

    public void Start(UserInfo user)
    {
        var headers = http.Request.Headers;
        var hasCaller = ActivityContext.TryParse(headers.TraceParent, headers.TraceState, isRemote: true, out var caller);
        _activity = user.InGroup(WellKnownUsers.MastersGroup) || user.InGroup(WellKnownUsers.MonitoringGroup)
            ? Spans.Source.StartActivity(Name(), ActivityKind.Server, caller)
            : Spans.Source.StartActivity(Name(), ActivityKind.Server, default(ActivityContext), links: hasCaller ? [new ActivityLink(caller)] : null);
        if (_activity is { IsAllDataRequested: true })
        {
            _activity.SetTag("http.request.method", http.Request.Method);
            _activity.SetTag("url.path", info.Path);
            _activity.SetTag("user_agent.original", headers.UserAgent.ToString());
            _activity.SetTag("audit-id", http.Response.Headers["Audit-Id"].ToString());
        }
    }

    /// <summary>The request has been answered.</summary>
    public void End()
    {
        if (_activity is { IsAllDataRequested: true })
        {
            _activity.SetTag("http.response.status_code", http.Response.StatusCode);
            _activity.SetStatus(http.Response.StatusCode >= StatusCodes.Status500InternalServerError ? ActivityStatusCode.Error : ActivityStatusCode.Unset);
        }

        _activity?.Dispose();
    }

    /// <summary>As upstream: without names of objects and namespaces, and without paths that anybody may make up, so that spans of a kind have one name.</summary>
    private string Name()
    {
        var method = http.Request.Method;
        if (!info.IsResourceRequest)
        {
            return method;
        }

        var group = info.ApiGroup.Length == 0 ? "/api/" : $"/apis/{info.ApiGroup}/";
        var ns = info.Namespace.Length > 0 ? "/namespaces/{:namespace}" : "";
        var name = info.Name.Length > 0 ? "/{:name}" : "";
        var subresource = info.Subresource.Length > 0 ? "/" + info.Subresource : "";
        return $"{method} {group}{info.ApiVersion}{ns}/{info.Resource}{name}{subresource}";
    }
}

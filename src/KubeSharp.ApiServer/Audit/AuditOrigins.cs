using System.Net;
using KubeSharp.ApiServer.Http;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Audit;

/// <summary>Reads the origin off a request.</summary>
internal static class AuditOrigins
{
    private const int MaxUserAgent = 1024;

    public static AuditOrigin Of(HttpContext http)
    {
        var agent = http.Request.Headers.UserAgent.ToString();
        return new AuditOrigin(
            http.Request.Path.Value + http.Request.QueryString.Value,
            Sources(http),
            agent.Length <= MaxUserAgent ? agent : agent[..MaxUserAgent] + "...TRUNCATED");
    }

    /// <summary>A component of this process; its request is shown as it would be over HTTP.</summary>
    public static AuditOrigin InProcess(RequestInfo info, string component) => new(PathOf(info), ["127.0.0.1"], component);

    /// <summary>X-Forwarded-For, X-Real-Ip, then who is connected.</summary>
    private static List<string> Sources(HttpContext http)
    {
        var sources = new List<string>();
        foreach (var part in http.Request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            Add(sources, part);
        }

        Add(sources, http.Request.Headers["X-Real-Ip"].ToString());
        if (http.Connection.RemoteIpAddress is { } remote)
        {
            Add(sources, (remote.IsIPv4MappedToIPv6 ? remote.MapToIPv4() : remote).ToString());
        }

        return sources;
    }

    private static void Add(List<string> sources, string text)
    {
        if (IPAddress.TryParse(text, out var address) && !(sources.Count > 0 && sources[^1] == address.ToString()))
        {
            sources.Add(address.ToString());
        }
    }

    private static string PathOf(RequestInfo info)
    {
        var path = info.ApiGroup.Length == 0 ? $"/api/{info.ApiVersion}" : $"/apis/{info.ApiGroup}/{info.ApiVersion}";
        path += info.Namespace.Length > 0 && info.Resource != "namespaces" ? $"/namespaces/{info.Namespace}/{info.Resource}" : "/" + info.Resource;
        path += info.Name.Length > 0 && info.Verb is not ("list" or "watch" or "create" or "deletecollection") ? "/" + info.Name : "";
        path += info.Subresource.Length > 0 ? "/" + info.Subresource : "";
        return info.Verb == "watch" ? path + "?watch=true" : path;
    }
}

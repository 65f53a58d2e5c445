using System.Net;
using System.Net.Http.Headers;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Networking;

/// <summary>HTTP requests to containers, for probes and hooks: a new connection each time, certificates not verified.</summary>
internal sealed class ContainerHttp : IDisposable
{
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
    });

    /// <summary>The address an action means; the pod's own where it names no host.</summary>
    public static Uri Address(HTTPGetAction action, Container container, string podIP)
    {
        var host = action.Host.Length > 0 ? action.Host : podIP;
        var port = ContainerPorts.Resolve(action.Port, container);
        var scheme = action.Scheme.Length > 0 ? action.Scheme.ToLowerInvariant() : "http";
        var path = action.Path.StartsWith('/') ? action.Path : "/" + action.Path;
        return new Uri($"{scheme}://{(host.Contains(':', StringComparison.Ordinal) ? $"[{host}]" : host)}:{port}{path}");
    }

    public Task<HttpResponseMessage> GetAsync(Uri address, ApiList<HTTPHeader> headers, string userAgent, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address) { Version = HttpVersion.Version11 };
        var fields = request.Headers;
        Add(fields, "Connection", "close");
        foreach (var header in headers)
        {
            if (header.Name.Equals("Host", StringComparison.OrdinalIgnoreCase))
            {
                fields.Host = header.Value;
            }
            else
            {
                Add(fields, header.Name, header.Value);
            }
        }
        if (!fields.Contains("User-Agent"))
        {
            Add(fields, "User-Agent", userAgent);
        }
        if (!fields.Contains("Accept"))
        {
            Add(fields, "Accept", "*/*");
        }
        return _http.SendAsync(request, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static void Add(HttpRequestHeaders headers, string name, string value) => headers.TryAddWithoutValidation(name, value);
}

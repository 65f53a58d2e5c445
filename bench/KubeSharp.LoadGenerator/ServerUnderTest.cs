using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;

namespace KubeSharp.LoadGenerator;

/// <summary>Plain HTTP/2 requests with JSON, spread over a few connections as several clients would.</summary>
internal sealed class ServerUnderTest
{
    private const string Json = "application/json";

    private readonly string _kubeconfig;
    private readonly HttpClient[] _clients;
    private int _next;

    public ServerUnderTest(string kubeconfig, int connections = 4)
    {
        _kubeconfig = kubeconfig;
        var config = KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig);
        _clients = [.. Enumerable.Range(0, connections).Select(_ => Connect(config))];
    }

    /// <summary>The same server by connections of its own.</summary>
    public ServerUnderTest Reconnect(int connections) => new(_kubeconfig, connections);

    public async Task<byte[]> SendAsync(HttpMethod method, string path, string? body = null, string contentType = Json, string accept = Json)
    {
        using var response = await OpenAsync(method, path, body, contentType, accept, HttpCompletionOption.ResponseContentRead);
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>False if the server refuses.</summary>
    public async Task<bool> TrySendAsync(HttpMethod method, string path, string? body = null)
    {
        try
        {
            await SendAsync(method, path, body);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public async Task<HttpResponseMessage> OpenAsync(
        HttpMethod method, string path, string? body = null, string contentType = Json, string accept = Json,
        HttpCompletionOption completion = HttpCompletionOption.ResponseHeadersRead)
    {
        using var request = new HttpRequestMessage(method, path) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        if (body is not null)
        {
            request.Content = new StringContent(body, new MediaTypeHeaderValue(contentType));
        }

        var client = _clients[(uint)Interlocked.Increment(ref _next) % _clients.Length];
        var response = await client.SendAsync(request, completion);
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync()}");
        }

        return response;
    }

    private static HttpClient Connect(KubernetesClientConfiguration config)
    {
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = false,
            InitialHttp2StreamWindowSize = 4 * 1024 * 1024,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
        };
        if (config.ClientCertificateData is { } certificate)
        {
            handler.SslOptions.ClientCertificates = [X509Certificate2.CreateFromPem(Text(certificate), Text(config.ClientCertificateKeyData))];
        }

        return new HttpClient(handler) { BaseAddress = new Uri(config.Host), Timeout = TimeSpan.FromMinutes(5) };
    }

    private static string Text(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));
}

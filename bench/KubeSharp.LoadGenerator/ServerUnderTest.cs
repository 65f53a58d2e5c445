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
    private const int Connections = 4;
    private readonly HttpClient[] _clients;
    private int _next;

    public ServerUnderTest(string kubeconfig)
    {
        var config = KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig);
        _clients = [.. Enumerable.Range(0, Connections).Select(_ => Connect(config))];
    }

    public async Task<byte[]> SendAsync(HttpMethod method, string path, string? body = null, string contentType = "application/json")
    {
        using var response = await OpenAsync(method, path, body, contentType, HttpCompletionOption.ResponseContentRead);
        return await response.Content.ReadAsByteArrayAsync();
    }

    /// <summary>False if the server refuses.</summary>
    public async Task<bool> TrySendAsync(HttpMethod method, string path)
    {
        try
        {
            await SendAsync(method, path);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    public async Task<HttpResponseMessage> OpenAsync(
        HttpMethod method, string path, string? body = null, string contentType = "application/json", HttpCompletionOption completion = HttpCompletionOption.ResponseHeadersRead)
    {
        using var request = new HttpRequestMessage(method, path) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (body is not null)
        {
            request.Content = new StringContent(body, new MediaTypeHeaderValue(contentType));
        }

        var client = _clients[(uint)Interlocked.Increment(ref _next) % Connections];
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

using System.Net;
using System.Net.Http.Headers;
using KubeSharp.Client.Configuration;

namespace KubeSharp.Client.Http;

/// <summary>
/// Posts JSON to the one address that a kubeconfig names. Upstream configures the webhooks of its API server this way: the cluster is the
/// webhook, its server the whole URL, the user what is shown to it.
/// </summary>
public sealed class WebhookConnection : IDisposable
{
    private readonly HttpMessageInvoker _http;
    private readonly UserCredentials _credentials;
    private readonly ClientConfig _config;
    private readonly Uri _address;

    /// <exception cref="KubeConfigException">The configuration cannot be used.</exception>
    public WebhookConnection(ClientConfig config, TimeProvider time)
    {
        _config = config;
        _credentials = new UserCredentials(config.User, time);
        _address = Uri.TryCreate(config.Cluster.Server, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new KubeConfigException($"cluster \"{config.Cluster.Name}\" has no valid server address: \"{config.Cluster.Server}\"");
        _http = new HttpMessageInvoker(HttpHandlers.Create(config, _credentials.Certificates));
    }

    /// <exception cref="HttpRequestException">There is no answer.</exception>
    public async Task<(int Status, byte[] Body)> PostAsync(ReadOnlyMemory<byte> json, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new ReadOnlyMemoryContent(json),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        message.Headers.TryAddWithoutValidation("Accept", "application/json");
        message.Headers.TryAddWithoutValidation("User-Agent", _config.UserAgent);
        if (_config.Cluster.TlsServerName.Length > 0)
        {
            message.Headers.Host = _config.Cluster.TlsServerName;
        }

        message.Headers.Authorization = await _credentials.AuthorizationAsync(cancellationToken).ConfigureAwait(false);
        using var response = await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
        return ((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false));
    }

    public void Dispose()
    {
        _http.Dispose();
        _credentials.Dispose();
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using KubeSharp.Api.Apiregistration.V1;
using KubeSharp.ApiServer.Aggregation;
using KubeSharp.ApiServer.Outbound;
using KubeSharp.Client.Configuration;
using KubeSharp.Client.Http;

namespace KubeSharp.ApiServer.Webhooks;

/// <summary>Posts reviews to one webhook. Connections are kept while they are used, and forgotten together with the client.</summary>
internal sealed class WebhookClient
{
    private const int MaxAnswer = 16 << 20;

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(30);

    private readonly WebhookAddress _address;
    private readonly ServiceLocator _locator;
    private readonly TimeProvider _time;
    private readonly Lazy<HttpMessageInvoker> _http;

    public WebhookClient(WebhookAddress address, ServiceLocator locator, TimeProvider time)
    {
        (_address, _locator, _time) = (address, locator, time);
        _http = new Lazy<HttpMessageInvoker>(Connect);
    }

    /// <summary>What the webhook is shown; null for nothing.</summary>
    public UserCredentials? Credentials { get; init; }

    /// <summary>The body of the answer.</summary>
    /// <param name="body">A review, as JSON.</param>
    /// <param name="timeout">The webhook is told too, in whole seconds.</param>
    /// <param name="cancellationToken">The end of the request that the review is about.</param>
    /// <exception cref="WebhookCallException">It cannot be reached, refuses, or takes too long.</exception>
    public async ValueTask<byte[]> PostAsync(ReadOnlyMemory<byte> body, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var url = $"{_address.Url}?timeout={Math.Ceiling(timeout.TotalSeconds).ToString(CultureInfo.InvariantCulture)}s";
        using var deadline = new CancellationTokenSource(timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new ReadOnlyMemoryContent(body) };
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
            request.Headers.TryAddWithoutValidation("Accept", "application/json, */*");
            request.Headers.TryAddWithoutValidation("User-Agent", "kube-apiserver-admission");
            if (Credentials is not null)
            {
                request.Headers.Authorization = await Credentials.AuthorizationAsync(either.Token).ConfigureAwait(false);
            }

            using var response = await _http.Value.SendAsync(request, either.Token).ConfigureAwait(false);
            await response.Content.LoadIntoBufferAsync(MaxAnswer, either.Token).ConfigureAwait(false);
            var answer = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            return response.IsSuccessStatusCode
                ? answer
                : throw new WebhookCallException(RefusalText.Of(response.StatusCode, answer)) { Code = (int)response.StatusCode };
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new WebhookCallException($"Post \"{url}\": context deadline exceeded", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or CryptographicException or ServiceLocationException or UriFormatException or KubeConfigException)
        {
            throw new WebhookCallException($"Post \"{url}\": {Reason(e)}", e);
        }
    }

    private static string Reason(Exception e)
    {
        for (var cause = e; cause is not null; cause = cause.InnerException)
        {
            if (cause is AuthenticationException)
            {
                return "tls: failed to verify certificate: " + cause.Message;
            }
        }

        return e.GetBaseException().Message;
    }

    private HttpMessageInvoker Connect()
    {
        var trust = new ServerTrust(_address.Authorities);
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ConnectTimeout = ConnectTimeout,
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, errors) => trust.IsTrusted(certificate, errors),
            },
        };
        if (Credentials is { HasCertificate: true } credentials)
        {
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => credentials.Certificate!;
        }

        if (_address.Service is { } service)
        {
            handler.ConnectCallback = (_, cancellationToken) => ConnectAsync(Locate(service), cancellationToken);
        }

        return new HttpMessageInvoker(handler);
    }

    private EndPoint Locate((string Namespace, string Name, int Port) service) =>
        _locator.Locate(new ServiceReference { Namespace = service.Namespace, Name = service.Name, Port = service.Port });

    private static async ValueTask<Stream> ConnectAsync(EndPoint target, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(target, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

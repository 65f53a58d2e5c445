using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text;
using KubeSharp.Api;
using KubeSharp.Client.Configuration;
using KubeSharp.Client.WorkQueues;

namespace KubeSharp.Client.Http;

/// <summary>
/// Reaches an API server as any Kubernetes client does. Built-in kinds travel as protobuf, all others as JSON. A server that is
/// overloaded (429, or 5xx with <c>Retry-After</c>) is asked again as it says, up to 10 times.
/// </summary>
public sealed class HttpTransport : IApiTransport, IDisposable
{
    private const int MaxRetries = 10;

    private readonly HttpMessageInvoker _http;
    private readonly ClientCertificateSource? _certificates;
    private readonly ClientConfig _config;
    private readonly IBearerTokens _tokens;
    private readonly bool _ownsConnections = true;
    private readonly TokenBucket? _limiter;
    private readonly TimeProvider _time;
    private readonly Uri _server;
    private readonly ClientMetrics _metrics;

    /// <exception cref="KubeConfigException">The configuration cannot be used.</exception>
    public HttpTransport(ClientConfig config, TimeProvider time)
        : this(config, time, new ClientCertificateSource(config.User))
    {
    }

    /// <summary>A transport over the caller's own connections, which also say who asks. The caller disposes of them.</summary>
    public static HttpTransport Over(HttpMessageHandler connections, Uri server, TimeProvider time) => new(
        new ClientConfig { Cluster = new KubeConfigCluster("") { Server = server.ToString() }, User = new KubeConfigUser("") }, time, connections);

    /// <summary>Any handler in place of the network.</summary>
    internal HttpTransport(ClientConfig config, TimeProvider time, HttpMessageHandler handler)
    {
        _config = config;
        _time = time;
        _http = new HttpMessageInvoker(handler);
        _tokens = new TokenSource(config.User, time);
        _limiter = config.Qps > 0 ? new TokenBucket(config.Qps, config.Burst, time) : null;
        _server = ServerOf(config);
        _metrics = new ClientMetrics(_server.Authority);
    }

    private HttpTransport(ClientConfig config, TimeProvider time, ClientCertificateSource certificates)
        : this(config, time, HttpHandlers.Create(config, certificates)) => _certificates = certificates;

    private HttpTransport(HttpTransport other, IBearerTokens tokens)
    {
        (_config, _time, _http, _server, _metrics) = (other._config, other._time, other._http, other._server, other._metrics);
        (_tokens, _ownsConnections) = (tokens, false);
        _limiter = _config.Qps > 0 ? new TokenBucket(_config.Qps, _config.Burst, _time) : null;
    }

    /// <summary>
    /// A transport over the same connections under another identity. This one must not have a client certificate, which would win over
    /// the tokens, and has to live as long as the other is used.
    /// </summary>
    public HttpTransport With(IBearerTokens tokens) => new(this, tokens);

    public async ValueTask<ApiResponse> SendAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var response = await ExchangeAsync(request, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        _metrics.Received(Method(request.Verb).Method, body.Length);
        var value = BodyDecoder.Decode(response.Content.Headers.ContentType, body);
        return value is null ? new ApiResponse((int)response.StatusCode, null, body) : new ApiResponse((int)response.StatusCode, value);
    }

    public async IAsyncEnumerable<WatchEvent> WatchAsync(
        ApiRequest request,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await ExchangeAsync(request, cancellationToken).ConfigureAwait(false);
        var isProtobuf = BodyDecoder.IsProtobuf(response.Content.Headers.ContentType);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (body.ConfigureAwait(false))
        {
            var reader = new FrameReader(PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 16 * 1024, leaveOpen: true)), isProtobuf);
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false) is { } bytes)
            {
                yield return WatchEvents.Decode(isProtobuf ? WatchFrame.ParseProtobuf(bytes) : WatchFrame.ParseJson(bytes), isProtobuf);
            }
        }
    }

    public async ValueTask<Stream> OpenStreamAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var response = await ExchangeAsync(request, cancellationToken).ConfigureAwait(false);
        return new ResponseStream(response, await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false));
    }

    public void Dispose()
    {
        if (_ownsConnections)
        {
            _http.Dispose();
            _certificates?.Dispose();
        }
    }

    private static Uri ServerOf(ClientConfig config)
    {
        var server = config.Cluster.Server;
        var text = server.Contains("://", StringComparison.Ordinal) ? server : "http://" + server;
        return Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var uri)
            ? uri
            : throw new KubeConfigException($"cluster \"{config.Cluster.Name}\" has no valid server address: \"{server}\"");
    }

    /// <summary>Sends the request until it is answered for good; the body is not read yet. Throws what the server refuses.</summary>
    private async Task<HttpResponseMessage> ExchangeAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        var wasRefused = false;
        for (var retries = 0; ; retries++)
        {
            if (_limiter?.Reserve() is { } wait && wait > TimeSpan.Zero)
            {
                _metrics.HeldBack(Method(request.Verb).Method, wait);
                await Task.Delay(wait, _time, cancellationToken).ConfigureAwait(false);
            }

            var token = await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);
            using var message = Message(request, token);
            var response = await SendAsync(message, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                var code = (int)response.StatusCode;
                if (code == 401 && !wasRefused && _tokens.Drop(token))
                {
                    wasRefused = true;
                    continue;
                }

                if ((code == 429 || code >= 500) && retries < MaxRetries && response.Headers.RetryAfter?.Delta is { } pause)
                {
                    _metrics.Retried(message.Method.Method, code);
                    await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
                    continue;
                }

                var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
                throw BodyDecoder.Error(code, response.Content.Headers.ContentType, body);
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var started = _time.GetTimestamp();
        var code = 0;
        try
        {
            var response = await _http.SendAsync(message, cancellationToken).ConfigureAwait(false);
            code = (int)response.StatusCode;
            return response;
        }
        finally
        {
            var method = message.Method.Method;
            _metrics.Answered(method, code, _time.GetElapsedTime(started));
            if (message.Content is { Headers.ContentLength: { } length })
            {
                _metrics.Sent(method, length);
            }
        }
    }

    private HttpRequestMessage Message(ApiRequest request, string token)
    {
        var message = new HttpRequestMessage(Method(request.Verb), new Uri(_server, RequestPath.Of(request)))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = Content(request),
        };
        message.Headers.TryAddWithoutValidation("Accept", MediaTypes.Accept(request));
        message.Headers.TryAddWithoutValidation("User-Agent", _config.UserAgent);
        if (_config.Cluster.TlsServerName.Length > 0)
        {
            // SocketsHttpHandler takes the name for TLS from here.
            message.Headers.Host = _config.Cluster.TlsServerName;
        }

        if (token.Length > 0)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        else if (_config.User.Username.Length > 0)
        {
            var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_config.User.Username}:{_config.User.Password}"));
            message.Headers.Authorization = new AuthenticationHeaderValue("Basic", pair);
        }

        return message;
    }

    private static HttpMethod Method(ApiVerb verb) => verb switch
    {
        ApiVerb.Create => HttpMethod.Post,
        ApiVerb.Update => HttpMethod.Put,
        ApiVerb.Patch => HttpMethod.Patch,
        ApiVerb.Delete or ApiVerb.DeleteCollection => HttpMethod.Delete,
        _ => HttpMethod.Get,
    };

    private static ReadOnlyMemoryContent? Content(ApiRequest request)
    {
        if (request.Body is { } body)
        {
            // Delete options belong to no group version of their own: without one, the server takes them for its own.
            return request.Verb switch
            {
                ApiVerb.Delete or ApiVerb.DeleteCollection => Typed(JsonCodec.EncodeBare(body), MediaTypes.Json),
                ApiVerb.Patch => Typed(JsonCodec.Encode(body), request.ContentType),
                _ => Typed(ProtobufCodec.Encode(body), MediaTypes.Protobuf),
            };
        }

        return request.RawBody.IsEmpty
            ? null
            : Typed(request.RawBody, request.ContentType.Length > 0 ? request.ContentType : MediaTypes.Json);
    }

    private static ReadOnlyMemoryContent Typed(ReadOnlyMemory<byte> bytes, string mediaType)
    {
        var content = new ReadOnlyMemoryContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return content;
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Serving.Access;
using KubeSharp.Serving.Health;
using KubeSharp.Serving.Measurement;
using KubeSharp.Serving.Pages;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace KubeSharp.Serving.Components;

/// <summary>
/// The HTTPS server of a component without an API of its own: /healthz, /livez and /readyz for supervisors; /metrics, /configz, /statusz,
/// /flagz and /debug for those whom the API server lets read them.
/// </summary>
public sealed partial class ComponentServer : IAsyncDisposable
{
    private static readonly TimeSpan TokenLife = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AnswerLife = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(5);
    private static readonly HealthCheck Ping = HealthCheck.Of("ping", static () => null);

    private readonly ComponentServerOptions _options;
    private readonly KubeClient _client;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly X509Certificate2 _certificate;
    private readonly ClientCertificates _certificates;
    private readonly DelegatedAuthenticator _authenticator;
    private readonly AccessReviews _reviews;
    private readonly KestrelHost _host;
    private readonly ComponentPages _pages;
    private readonly HealthCheck _shutdown;
    private volatile bool _isShuttingDown;

    /// <param name="options">How it runs.</param>
    /// <param name="client">The API server, which reviews tokens and access.</param>
    /// <param name="loggers">For the logs.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="CryptographicException">The files hold no certificate or a key of another.</exception>
    public ComponentServer(ComponentServerOptions options, KubeClient client, ILoggerFactory loggers, TimeProvider time)
    {
        _options = options;
        _client = client;
        _time = time;
        _logger = loggers.CreateLogger<ComponentServer>();
        _certificate = options.TLSCertFile.Length > 0
            ? X509Certificate2.CreateFromPemFile(options.TLSCertFile, options.TLSPrivateKeyFile)
            : SelfSigned.Create(Environment.MachineName, [Environment.MachineName, "localhost", "127.0.0.1"], time.GetUtcNow());
        _certificates = new ClientCertificates(time);
        if (options.ClientCAFile.Length > 0)
        {
            _certificates.Trust(File.ReadAllText(options.ClientCAFile));
        }

        _authenticator = new DelegatedAuthenticator(_certificates, new TokenReviews(client, TokenLife, time), allowAnonymous: true);
        options.Info.Build.Install();
        _pages = new ComponentPages(options.Info, options.Verbosity, Paths, time);
        _shutdown = HealthCheck.Of("shutdown", () => _isShuttingDown ? "process is shutting down" : null);
        _reviews = new AccessReviews(client, AnswerLife, AnswerLife, time);
        _host = new KestrelHost(loggers, kestrel => kestrel.Listen(
            IPAddress.Parse(options.BindAddress), options.SecurePort, listen => listen.UseHttps(ServerTls.Of(_certificate))));
    }

    /// <summary>Where it listens, once it has started.</summary>
    public IPEndPoint EndPoint => _host.EndPoint;

    /// <exception cref="IOException">The port is taken.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => _host.StartAsync(AnswerAsync, cancellationToken);

    /// <summary>Learns whose client certificates count, then serves until cancelled. To be called after <see cref="StartAsync"/>.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (_options.ClientCAFile.Length == 0 && !await LearnAuthoritiesAsync(cancellationToken))
            {
                await Task.Delay(RetryDelay, _time, cancellationToken);
            }

            await Task.Delay(Timeout.InfiniteTimeSpan, _time, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The way to end.
        }
        finally
        {
            _isShuttingDown = true;
            await _host.StopAsync(new CancellationToken(canceled: true));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _certificate.Dispose();
    }

    private async Task<bool> LearnAuthoritiesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var map = await _client.FindAsync<ConfigMap>("kube-system", "extension-apiserver-authentication", cancellationToken);
            if (map?.Data.GetValueOrDefault("client-ca-file") is { Length: > 0 } pem)
            {
                _certificates.Trust(pem);
                return true;
            }
        }
        catch (Exception failure) when (failure is ApiException or HttpRequestException or IOException or CryptographicException)
        {
            LogNoAuthorities(failure.Message);
        }

        return false;
    }

    private async Task AnswerAsync(HttpContext http)
    {
        var cancellationToken = http.RequestAborted;
        try
        {
            var path = http.Request.Path.Value ?? "/";
            if (!_options.AuthorizationAlwaysAllowPaths.Contains(path) && await RefusalAsync(http, path, cancellationToken) is { } refusal)
            {
                await PlainResponse.TextAsync(http, refusal.Code, refusal.Message, cancellationToken);
                return;
            }

            await ServeAsync(http, path, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The client left.
        }
        catch (Exception failure) when (failure is ApiException or HttpRequestException or IOException)
        {
            LogReviewFailed(failure.Message);
            await PlainResponse.TextAsync(http, StatusCodes.Status500InternalServerError, $"Internal Server Error: {failure.Message}\n", cancellationToken);
        }
    }

    private Task ServeAsync(HttpContext http, string path, CancellationToken cancellationToken)
    {
        var parts = path.Trim('/').Split('/', 2);
        return path switch
        {
            "/metrics" => MetricsPage.WriteAsync(http, Metrics.DefaultRegistry, cancellationToken),
            "/metrics/slis" => MetricsPage.WriteAsync(http, HealthMetrics.Registry, cancellationToken),
            "/configz" => PlainResponse.BytesAsync(http, StatusCodes.Status200OK, PlainResponse.Json, _options.Configuration, cancellationToken),
            ComponentPages.Status or ComponentPages.Flags => _pages.AnswerAsync(http, path, cancellationToken),
            _ when parts[0] is "healthz" or "livez" or "readyz" => HealthAsync(http, parts, cancellationToken),
            _ when _options.EnableProfiling && IsDebugging(path) => _pages.AnswerAsync(http, path, cancellationToken),
            _ => PlainResponse.TextAsync(http, StatusCodes.Status404NotFound, "404 page not found\n", cancellationToken),
        };
    }

    private static bool IsDebugging(string path) =>
        path is ComponentPages.Verbosity or ComponentPages.Profiles || path.StartsWith(ComponentPages.Profiles + "/", StringComparison.Ordinal);

    private IEnumerable<string> Paths() =>
    [
        "/configz", "/healthz", "/livez", "/metrics", "/metrics/slis", "/readyz", ComponentPages.Flags, ComponentPages.Status,
        .. _options.EnableProfiling ? [ComponentPages.Verbosity, ComponentPages.Profiles] : Array.Empty<string>(),
    ];

    /// <param name="http">The request.</param>
    /// <param name="path">The endpoint and, if only one check is asked for, its name.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    private async Task HealthAsync(HttpContext http, string[] path, CancellationToken cancellationToken)
    {
        IEnumerable<HealthCheck> checks = [Ping, .. _options.LiveChecks];
        checks = path[0] == "readyz" ? checks.Append(_shutdown) : checks;
        var query = http.Request.Query;
        var report = path.Length == 1
            ? await HealthReport.OfAsync(path[0], checks, query["exclude"].OfType<string>(), query.ContainsKey("verbose"), cancellationToken)
            : await HealthReport.OfOneAsync(path[0], path[1], checks, cancellationToken);
        await PlainResponse.TextAsync(http, report.StatusCode, report.Text, cancellationToken);
    }

    private async ValueTask<(int Code, string Message)?> RefusalAsync(HttpContext http, string path, CancellationToken cancellationToken)
    {
        if (await _authenticator.AuthenticateAsync(http, cancellationToken) is not { } user)
        {
            return (StatusCodes.Status401Unauthorized, "Unauthorized\n");
        }

        var verb = http.Request.Method.ToLowerInvariant();
        return await _reviews.AllowsAsync(user, new NonResourceAttributes { Path = path, Verb = verb }, cancellationToken)
            ? null
            : (StatusCodes.Status403Forbidden, $"forbidden: User \"{user.Name}\" cannot {verb} path \"{path}\"\n");
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Client certificates do not count yet: {Error}")]
    private partial void LogNoAuthorities(string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The API server could not be asked about a request: {Error}")]
    private partial void LogReviewFailed(string error);
}

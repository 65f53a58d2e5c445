using System.Net.Http.Headers;
using System.Text;
using KubeSharp.ApiServer.Audit;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>A session with secrets, and everything that it leaves: log at full verbosity, audit log at Metadata, metrics, answers to failed requests.</summary>
public sealed class SecrecyTests : IAsyncLifetime
{
    private const string Password = "correct-horse-battery";
    private const string Secrets = "api/v1/namespaces/default/secrets";

    private static readonly string Encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(Password));

    private readonly RecordedLog _log = new();
    private readonly SecuredServer _server;
    private readonly StringBuilder _failures = new();
    private string _audit = "";

    public SecrecyTests() => _server = new SecuredServer
    {
        Loggers = LoggerFactory.Create(builder => builder.SetMinimumLevel(LogLevel.Trace).AddProvider(_log)),
        Configure = (options, directory) =>
        {
            _audit = Path.Combine(directory, "audit.log");
            var policy = Path.Combine(directory, "policy.yaml");
            File.WriteAllText(policy, "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: Metadata}]\n");
            return options with { Audit = new AuditOptions { PolicyFile = policy, LogPath = _audit } };
        },
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact(Timeout = 60_000)]
    public async Task NothingOfASecret_IsLeftBehind()
    {
        using var admin = _server.ClientOf("admin", "system:masters");
        await SendAsync(admin, HttpMethod.Post, Secrets, $$$"""{"metadata":{"name":"s"},"stringData":{"password":"{{{Password}}}"}}""", "application/json");
        await SendAsync(admin, HttpMethod.Post, Secrets, $$$"""{"metadata":{"name":"s"},"data":{"password":"{{{Encoded}}}"}}""", "application/json");
        await SendAsync(admin, HttpMethod.Post, Secrets, $$$"""{"metadata":{"name":"Bad Name"},"data":{"password":"{{{Encoded}}}","b@d":""}}""", "application/json");
        await SendAsync(admin, HttpMethod.Post, Secrets, $$$"""{"metadata":{"name":"torn"},"stringData":{"password":"{{{Password}}}""", "application/json");
        await SendAsync(admin, HttpMethod.Patch, Secrets + "/s", $$$"""{"data":{"other":"{{{Encoded}}}"}}""", "application/merge-patch+json");
        await SendAsync(admin, HttpMethod.Patch, Secrets + "/s?fieldManager=me", $$$"""{"apiVersion":"v1","kind":"Secret","metadata":{"name":"s"},"data":{"password":"{{{Encoded}}}"}}""", "application/apply-patch+yaml");
        await SendAsync(admin, HttpMethod.Patch, Secrets + "/s", $$$"""[{"op":"test","path":"/data/none","value":"{{{Encoded}}}"}]""", "application/json-patch+json");
        await SendAsync(admin, HttpMethod.Delete, Secrets + "/s", $$$"""{"preconditions":{"uid":"other"},"password":"{{{Password}}}"}""", "application/json");
        using var stranger = _server.NewClient();
        stranger.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Password);
        await SendAsync(stranger, HttpMethod.Get, Secrets + "/s", null, "");

        var metrics = await admin.GetStringAsync("metrics", TestContext.Current.CancellationToken);
        var pages = await admin.GetStringAsync("flagz", Cancel) + await admin.GetStringAsync("debug/pprof/cmdline", Cancel);
        using var audit = new StreamReader(new FileStream(_audit, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var left = new Dictionary<string, string>
        {
            ["log"] = _log.Text,
            ["audit"] = await audit.ReadToEndAsync(Cancel),
            ["metrics"] = metrics,
            ["pages"] = pages,
            ["failures"] = _failures.ToString(),
        };
        Assert.Contains("\"resource\":\"secrets\"", left["audit"]);
        Assert.Contains("AlreadyExists", left["failures"]);
        Assert.All(left, where =>
        {
            Assert.False(where.Value.Contains(Password, StringComparison.Ordinal), $"the password is in the {where.Key}");
            Assert.False(where.Value.Contains(Encoded, StringComparison.Ordinal), $"the encoded password is in the {where.Key}");
        });
    }

    /// <summary>Answers that are no success are kept.</summary>
    private async Task SendAsync(HttpClient client, HttpMethod method, string path, string? body, string contentType)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, new MediaTypeHeaderValue(contentType));
        }

        using var response = await client.SendAsync(request, Cancel);
        if (!response.IsSuccessStatusCode)
        {
            _failures.AppendLine(await response.Content.ReadAsStringAsync(Cancel));
        }
    }

    private sealed class RecordedLog : ILoggerProvider, ILogger
    {
        private readonly StringBuilder _text = new();

        public string Text
        {
            get
            {
                lock (_text)
                {
                    return _text.ToString();
                }
            }
        }

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            lock (_text)
            {
                _text.Append(formatter(state, exception)).Append(' ').Append(exception).AppendLine();
            }
        }
    }
}

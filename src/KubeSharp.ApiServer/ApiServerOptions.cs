using System.Security.Cryptography.X509Certificates;
using KubeSharp.ApiServer.Access;
using KubeSharp.ApiServer.Audit;
using KubeSharp.ApiServer.Connect;
using KubeSharp.ApiServer.Encryption;
using KubeSharp.ApiServer.Features;
using KubeSharp.ApiServer.Tracing;
using KubeSharp.Serving;
using KubeSharp.Serving.Logging;

namespace KubeSharp.ApiServer;

/// <summary>How the API server runs; the names follow upstream's flags.</summary>
public sealed record ApiServerOptions
{
    /// <summary>The address to listen on: <c>0.0.0.0</c>, <c>::</c>, or one of this machine.</summary>
    public string BindAddress { get; init; } = "0.0.0.0";

    /// <summary>The HTTPS port; 0 takes a free one.</summary>
    public int SecurePort { get; init; } = 6443;

    /// <summary>The certificate shown to clients, with its key and, where there are any, its intermediates.</summary>
    public required X509Certificate2 ServingCertificate { get; init; }

    public X509Certificate2Collection ServingIntermediates { get; init; } = [];

    /// <summary>The longest that a request may take, except watches, logs, exec and the like.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Watches without a timeout of their own end between this and twice this, at random.</summary>
    public TimeSpan MinRequestTimeout { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>How long /readyz fails before the server stops to accept connections, for load balancers to notice.</summary>
    public TimeSpan ShutdownDelay { get; init; }

    /// <summary>How long requests in flight get to finish at shutdown.</summary>
    public TimeSpan ShutdownGracePeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>--event-ttl: how long events are kept.</summary>
    public TimeSpan EventTtl { get; init; } = TimeSpan.FromHours(1);

    /// <summary>--cors-allowed-origins: regular expressions of the origins whose pages may use the server.</summary>
    public IReadOnlyList<string> CorsAllowedOrigins { get; init; } = [];

    /// <summary>--strict-transport-security-directives.</summary>
    public IReadOnlyList<string> StrictTransportSecurityDirectives { get; init; } = [];

    /// <summary>--goaway-chance: how likely an HTTP/2 client has to connect anew, at each request; at most 0.02.</summary>
    public double GoawayChance { get; init; }

    /// <summary>--shutdown-send-retry-after: requests during the end are answered with 429 and a time to come again.</summary>
    public bool ShutdownSendRetryAfter { get; init; }

    /// <summary>--http2-max-streams-per-connection; 0 leaves it to the server.</summary>
    public int Http2MaxStreamsPerConnection { get; init; }

    /// <summary>--tls-min-version and --tls-cipher-suites.</summary>
    public TlsLimits TlsLimits { get; init; } = new();

    /// <summary>--tls-sni-cert-key: certificates for clients that ask for these names.</summary>
    public IReadOnlyList<NamedCertificate> NamedCertificates { get; init; } = [];

    /// <summary>
    /// Versions switched on or off besides the stable ones: <c>group/version</c>, <c>group/version/resource</c>, <c>api/all</c>, <c>api/ga</c>,
    /// <c>api/beta</c>, <c>api/alpha</c>.
    /// </summary>
    public IReadOnlyDictionary<string, bool> RuntimeConfig { get; init; } = new Dictionary<string, bool>();

    /// <summary>
    /// The <c>group/version</c> in which the objects of a group are stored, for a store that an older server is to read. Kinds that are not in it
    /// are stored as usual.
    /// </summary>
    public IReadOnlyList<string> StorageVersions { get; init; } = [];

    /// <summary>--feature-gates.</summary>
    public FeatureGates Features { get; init; } = FeatureGates.Default;

    /// <summary>Authentication, authorization, admission and the service network; null where a test brings its own.</summary>
    public AccessOptions? Access { get; init; }

    /// <summary>What is recorded of requests, and where.</summary>
    public AuditOptions Audit { get; init; } = new();

    /// <summary>--tracing-config-file; null if nothing is traced.</summary>
    public TracingOptions? Tracing { get; init; }

    /// <summary>Encryption of what is stored.</summary>
    public EncryptionOptions Encryption { get; init; } = new();

    /// <summary>How kubelets are reached, for logs, exec and the like.</summary>
    public KubeletClientOptions KubeletClient { get; init; } = new();

    /// <summary>Proves to extension servers that requests come through this server; they believe its word on who the user is.</summary>
    public X509Certificate2? ProxyClientCertificate { get; init; }

    /// <summary>--enable-priority-and-fairness; otherwise requests are only counted.</summary>
    public bool EnablePriorityAndFairness { get; init; } = true;

    /// <summary>--max-requests-inflight: how many reading requests at a time; with the next one, how many seats there are.</summary>
    public int MaxRequestsInFlight { get; init; } = 400;

    /// <summary>--max-mutating-requests-inflight.</summary>
    public int MaxMutatingRequestsInFlight { get; init; } = 200;

    /// <summary>--enable-logs-handler: serve the files of a directory at /logs/.</summary>
    public bool EnableLogsHandler { get; init; }

    /// <summary>Directory of the log files at /logs/.</summary>
    public string LogsDirectory { get; init; } = "/var/log";

    /// <summary>--profiling: serve /debug/pprof and /debug/flags.</summary>
    public bool EnableProfiling { get; init; } = true;

    /// <summary>How much the process logs; null if that cannot be changed while it runs.</summary>
    public LogVerbosity? Verbosity { get; init; }

    /// <summary>The flags of the process with the values in force, for /flagz; without the leading dashes.</summary>
    public IReadOnlyDictionary<string, string> Flags { get; init; } = new Dictionary<string, string>();

    /// <summary>Components of the control plane that live and die with this process, for componentstatuses; others are asked on their ports.</summary>
    public IReadOnlyList<string> InProcessComponents { get; init; } = [];

    /// <summary>Shown in /version as gitVersion, with a leading v.</summary>
    public string Version { get; init; } = "v1.36.0+kubesharp";

    /// <summary>The sources of the binary, shown in /version.</summary>
    public SourceIdentity Source { get; init; } = new();
}

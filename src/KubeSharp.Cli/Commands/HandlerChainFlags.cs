using System.CommandLine;
using System.Globalization;
using KubeSharp.ApiServer;
using KubeSharp.ApiServer.Features;
using KubeSharp.Cli.Cluster;
using KubeSharp.Serving;

namespace KubeSharp.Cli.Commands;

/// <summary>The flags of what the API server does to every request and connection, named as upstream's.</summary>
internal sealed class HandlerChainFlags(FlagSet set)
{
    private readonly Option<string> _requestTimeout = set.Text("--request-timeout", "The longest that a request may take, except watches, logs, exec and the like", "1m0s");
    private readonly Option<int> _minRequestTimeout = set.Number("--min-request-timeout", "Seconds that a watch without a timeout of its own lasts at least", 1800);
    private readonly Option<string> _eventTtl = set.Text("--event-ttl", "How long events are kept", "1h0m0s");
    private readonly Option<string[]> _cors = set.List("--cors-allowed-origins", "Regular expressions of the origins whose pages may use the server");
    private readonly Option<string[]> _hsts = set.List("--strict-transport-security-directives", "Directives that tell browsers to come by TLS only");
    private readonly Option<string> _goaway = set.Text("--goaway-chance", "How likely an HTTP/2 client has to connect anew, at each request: 0 to 0.02", "0");
    private readonly Option<bool> _retryAfter = set.Switch("--shutdown-send-retry-after", "Answer requests during the end with 429 and a time to come again", false);
    private readonly Option<string> _watchTermination = set.Text("--shutdown-watch-termination-grace-period", "How long watches and other requests in flight get to end at shutdown; 10 s if 0", "0s");
    private readonly Option<int> _streams = set.Number("--http2-max-streams-per-connection", "Streams of an HTTP/2 connection; 1000 if 0", 0);
    private readonly Option<string> _tlsMinVersion = set.Text("--tls-min-version", "VersionTLS12 or VersionTLS13; the system's choice if not given");
    private readonly Option<string[]> _tlsCipherSuites = set.List("--tls-cipher-suites", "Cipher suites below TLS 1.3; the system's choice if not given");
    private readonly Option<string[]> _sni = set.List("--tls-sni-cert-key", "CERTIFICATE,KEY or CERTIFICATE,KEY:NAME,NAME for clients that ask for these names");
    private readonly Option<string[]> _features = set.List("--feature-gates", "Features to switch on or off: ConstrainedImpersonation=false");

    /// <exception cref="UserException">A flag cannot be used.</exception>
    /// <exception cref="ArgumentException">A flag is refused by what it configures.</exception>
    public ApiServerOptions ApplyTo(ParseResult result, ApiServerOptions options)
    {
        var grace = FlagValues.Span(result.GetRequiredValue(_watchTermination), _watchTermination.Name);
        return options with
        {
            RequestTimeout = FlagValues.Span(result.GetRequiredValue(_requestTimeout), _requestTimeout.Name),
            MinRequestTimeout = TimeSpan.FromSeconds(result.GetValue(_minRequestTimeout)),
            EventTtl = FlagValues.Span(result.GetRequiredValue(_eventTtl), _eventTtl.Name),
            CorsAllowedOrigins = FlagValues.Split(result.GetRequiredValue(_cors)),
            StrictTransportSecurityDirectives = FlagValues.Split(result.GetRequiredValue(_hsts)),
            GoawayChance = Fraction(result.GetRequiredValue(_goaway)),
            ShutdownSendRetryAfter = result.GetValue(_retryAfter),
            ShutdownGracePeriod = grace > TimeSpan.Zero ? grace : options.ShutdownGracePeriod,
            Http2MaxStreamsPerConnection = result.GetValue(_streams),
            TlsLimits = TlsLimits.Parse(result.GetRequiredValue(_tlsMinVersion), FlagValues.Split(result.GetRequiredValue(_tlsCipherSuites))),
            NamedCertificates = [.. result.GetRequiredValue(_sni).Select(Named)],
            Features = FeatureGates.Of(FlagValues.Switches(result.GetRequiredValue(_features), _features.Name)),
        };
    }

    private double Fraction(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
        ? value
        : throw new UserException($"{_goaway.Name} {text} is not a number");

    /// <summary>certificate,key[:name,…]</summary>
    private NamedCertificate Named(string text)
    {
        var colon = text.LastIndexOf(':');
        var (files, names) = colon < 0 ? (text, "") : (text[..colon], text[(colon + 1)..]);
        return files.Split(',') is [var certificate, var key]
            ? new NamedCertificate(Certificates.Load(certificate, key), names.Split(',', StringSplitOptions.RemoveEmptyEntries))
            : throw new UserException($"{_sni.Name} {text}: write CERTIFICATE,KEY or CERTIFICATE,KEY:NAME");
    }
}

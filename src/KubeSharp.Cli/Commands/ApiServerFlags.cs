using System.CommandLine;
using System.Net;
using KubeSharp.ApiServer;
using KubeSharp.ApiServer.Pki;
using KubeSharp.ApiServer.Tracing;
using KubeSharp.Cli.Cluster;

namespace KubeSharp.Cli.Commands;

/// <summary>The flags of the API server, named as upstream's.</summary>
internal sealed class ApiServerFlags
{
    private const string Generated = "; generated below the data directory if not given";

    private readonly FlagSet _set;
    private readonly Option<string> _dataDirectory;
    private readonly Option<string> _bindAddress;
    private readonly Option<int> _securePort;
    private readonly Option<string> _advertiseAddress;
    private readonly Option<string> _externalHostname;
    private readonly Option<string> _tlsCert;
    private readonly Option<string> _tlsKey;
    private readonly Option<string> _clientCa;
    private readonly Option<string> _requestHeaderCa;
    private readonly Option<string[]> _requestHeaderNames;
    private readonly Option<string[]> _requestHeaderUser;
    private readonly Option<string[]> _requestHeaderUid;
    private readonly Option<string[]> _requestHeaderGroup;
    private readonly Option<string[]> _requestHeaderExtra;
    private readonly Option<string> _proxyCert;
    private readonly Option<string> _proxyKey;
    private readonly Option<string> _kubeletCert;
    private readonly Option<string> _kubeletKey;
    private readonly Option<string> _kubeletCa;
    private readonly Option<string[]> _kubeletAddressTypes;
    private readonly Option<string> _signingKey;
    private readonly Option<string[]> _accountKeys;
    private readonly Option<string[]> _issuers;
    private readonly Option<string[]> _audiences;
    private readonly Option<string> _jwksUri;
    private readonly Option<string> _maxTokenExpiration;
    private readonly Option<bool> _extendTokens;
    private readonly Option<string> _clusterDomain;
    private readonly Option<string[]> _serviceRanges;
    private readonly Option<string> _nodePorts;
    private readonly Option<string> _endpointReconciler;
    private readonly AdmissionFlags _admission;
    private readonly HandlerChainFlags _handlers;
    private readonly UpstreamFlags _upstream;
    private readonly AccessFlags _access;
    private readonly Option<bool> _anonymous;
    private readonly Option<bool> _bootstrapTokens;
    private readonly Option<string[]> _runtimeConfig;
    private readonly Option<string[]> _storageVersions;
    private readonly Option<string> _shutdownDelay;
    private readonly Option<bool> _fairness;
    private readonly Option<int> _maxRequests;
    private readonly Option<int> _maxMutating;
    private readonly Option<string> _tracing;
    private readonly Option<bool> _logs;
    private readonly Option<bool> _profiling;
    private readonly Option<string> _nodeName;
    private readonly Option<string> _nodeAddress;

    public ApiServerFlags(FlagSet flags)
    {
        _set = flags;
        _dataDirectory = flags.Text("--data-dir", "Directory of the store, and of generated certificates and kubeconfigs", ClusterPaths.DefaultDataDirectory);
        _bindAddress = flags.Text("--bind-address", "Address to listen on", "0.0.0.0");
        _securePort = flags.Number("--secure-port", "HTTPS port", 6443);
        _advertiseAddress = flags.Text("--advertise-address", "Address that nodes and pods reach this server at; that of the default route if not given");
        _externalHostname = flags.Text("--external-hostname", "Name or address of the balancer in front of several servers, for the generated certificate and kubeconfigs");
        _tlsCert = flags.Text("--tls-cert-file", "Certificate shown to clients, and its intermediates" + Generated);
        _tlsKey = flags.Text("--tls-private-key-file", "Its key");
        _clientCa = flags.Text("--client-ca-file", "Authorities of client certificates" + Generated);
        _requestHeaderCa = flags.Text("--requestheader-client-ca-file", "Authorities of front proxies" + Generated);
        _requestHeaderNames = flags.List("--requestheader-allowed-names", "Common names that front proxies may have; front-proxy-client if not given");
        _requestHeaderUser = flags.List("--requestheader-username-headers", "Headers that name the user; X-Remote-User if not given");
        _requestHeaderUid = flags.List("--requestheader-uid-headers", "Headers that have its uid; X-Remote-Uid if not given");
        _requestHeaderGroup = flags.List("--requestheader-group-headers", "Headers that name its groups; X-Remote-Group if not given");
        _requestHeaderExtra = flags.List("--requestheader-extra-headers-prefix", "Beginnings of headers with more of it; X-Remote-Extra- if not given");
        _proxyCert = flags.Text("--proxy-client-cert-file", "Certificate shown to extension API servers" + Generated);
        _proxyKey = flags.Text("--proxy-client-key-file", "Its key");
        _kubeletCert = flags.Text("--kubelet-client-certificate", "Certificate shown to kubelets" + Generated);
        _kubeletKey = flags.Text("--kubelet-client-key", "Its key");
        _kubeletCa = flags.Text("--kubelet-certificate-authority", "Authorities of the kubelets' certificates; these are not verified if not given");
        _kubeletAddressTypes = flags.List("--kubelet-preferred-address-types", "Addresses of nodes to take, the best first");
        _signingKey = flags.Text("--service-account-signing-key-file", "Key that signs service account tokens" + Generated);
        _accountKeys = flags.List("--service-account-key-file", "Further keys that such tokens are accepted under");
        _issuers = flags.List("--service-account-issuer", "Issuers of such tokens, the first for new ones; https://kubernetes.default.svc.DOMAIN if not given");
        _audiences = flags.List("--api-audiences", "Audiences that tokens may be for; the first issuer if not given");
        _jwksUri = flags.Text("--service-account-jwks-uri", "Where the keys of such tokens are found, for the issuer's document; this server if not given");
        _maxTokenExpiration = flags.Text("--service-account-max-token-expiration", "The longest that such a token may hold, at least 1h; no limit if not given", "0s");
        _extendTokens = flags.Switch("--service-account-extend-token-expiration", "Tokens in pods hold a year, for clients that do not read them again", true);
        _clusterDomain = flags.Text("--cluster-domain", "Domain of the cluster's names", "cluster.local");
        _serviceRanges = flags.List("--service-cluster-ip-range", "Addresses of services, one range of each family; 10.96.0.0/16 if not given");
        _nodePorts = flags.Text("--service-node-port-range", "Ports of services of type NodePort", "30000-32767");
        _endpointReconciler = flags.Text("--endpoint-reconciler-type", "Who keeps the endpoints of the kubernetes service: lease (all servers of the store) or none", "lease");
        _admission = new AdmissionFlags(flags);
        _handlers = new HandlerChainFlags(flags);
        _upstream = new UpstreamFlags(flags);
        _access = new AccessFlags(flags);
        _anonymous = flags.Switch("--anonymous-auth", "Take requests without credentials as system:anonymous", true);
        _bootstrapTokens = flags.Switch("--enable-bootstrap-token-auth", "Accept bootstrap tokens", true);
        _shutdownDelay = flags.Text("--shutdown-delay-duration", "How long /readyz fails before the server stops to accept requests", "0s");
        _runtimeConfig = flags.List("--runtime-config", "Versions to switch on or off: group/version[/resource]=true|false, or api/all, api/ga, api/beta, api/alpha");
        _storageVersions = flags.List("--storage-versions", "Versions in which the objects of groups are stored, for a store that an older server is to read: policy/v1beta1");
        _fairness = flags.Switch("--enable-priority-and-fairness", "Share the server among requests by FlowSchemas and PriorityLevelConfigurations", true);
        _maxRequests = flags.Number("--max-requests-inflight", "Reading requests at a time; with the next one, the seats that are shared", 400);
        _maxMutating = flags.Number("--max-mutating-requests-inflight", "Changing requests at a time", 200);
        _tracing = flags.Text("--tracing-config-file", "File that says where traces go (OTLP); nothing is traced without one");
        _logs = flags.Switch("--enable-logs-handler", "Serve the files of /var/log at /logs/", false);
        _profiling = flags.Switch("--profiling", "Serve /debug/pprof and /debug/flags", true);
        flags.Switch("--contention-profiling", "Accepted for the sake of upstream's command lines; there is nothing to switch", false);
        _nodeName = flags.Text("--hostname-override", "Node that a kubelet's kubeconfig and certificate are generated for", ComponentCommand.DefaultNodeName);
        _nodeAddress = flags.Text("--node-ip", "Address of that node; the advertised one if not given");
    }

    /// <summary>Flags that were given and have no effect.</summary>
    /// <exception cref="UserException">A flag has a value that cannot be had.</exception>
    public IReadOnlyList<string> WithoutEffect(ParseResult result) => _upstream.Check(result);

    public ClusterPaths Paths(ParseResult result) => new(Path.GetFullPath(result.GetRequiredValue(_dataDirectory)));

    /// <summary>Reads the flags, and generates what is needed and not given.</summary>
    /// <exception cref="UserException">A flag cannot be used.</exception>
    public ApiServerOptions Read(ParseResult result, TimeProvider time)
    {
        var advertise = FlagValues.Address(OrElse(result.GetRequiredValue(_advertiseAddress), HostAddresses.DefaultIPv4), _advertiseAddress.Name);
        var ranges = OrElse(FlagValues.Split(result.GetRequiredValue(_serviceRanges)), "10.96.0.0/16");
        var files = Files(result);
        if (!files.Suffice)
        {
            files = files.Or(Generate(result, advertise, ranges[0], time));
        }

        var domain = result.GetRequiredValue(_clusterDomain);
        var options = _access.Read(result).ApplyTo(files.ToOptions(advertise));
        var kubelets = FlagValues.Split(result.GetRequiredValue(_kubeletAddressTypes));
        return _handlers.ApplyTo(result, options) with
        {
            BindAddress = result.GetRequiredValue(_bindAddress),
            SecurePort = result.GetValue(_securePort),
            ShutdownDelay = FlagValues.Span(result.GetRequiredValue(_shutdownDelay), _shutdownDelay.Name),
            RuntimeConfig = ApiVersionFlags.RuntimeConfig(result.GetRequiredValue(_runtimeConfig), _runtimeConfig.Name),
            StorageVersions = ApiVersionFlags.StorageVersions(result.GetRequiredValue(_storageVersions), _storageVersions.Name),
            Tracing = result.GetRequiredValue(_tracing) is { Length: > 0 } tracing ? TracingConfigurationReader.Read(FlagValues.FullPath(tracing)) : null,
            EnableLogsHandler = result.GetValue(_logs),
            EnableProfiling = result.GetValue(_profiling),
            Verbosity = _set.LogLevel,
            Flags = _set.Values(result),
            EnablePriorityAndFairness = result.GetValue(_fairness),
            MaxRequestsInFlight = result.GetValue(_maxRequests),
            MaxMutatingRequestsInFlight = result.GetValue(_maxMutating),
            KubeletClient = kubelets.Count > 0 ? options.KubeletClient with { KubeletPreferredAddressTypes = kubelets } : options.KubeletClient,
            Access = _admission.ApplyTo(result, options.Access!) with
            {
                RequestHeaderUsernameHeaders = OrElse(FlagValues.Split(result.GetRequiredValue(_requestHeaderUser)), "X-Remote-User"),
                RequestHeaderUidHeaders = OrElse(FlagValues.Split(result.GetRequiredValue(_requestHeaderUid)), "X-Remote-Uid"),
                RequestHeaderGroupHeaders = OrElse(FlagValues.Split(result.GetRequiredValue(_requestHeaderGroup)), "X-Remote-Group"),
                RequestHeaderExtraHeadersPrefix = OrElse(FlagValues.Split(result.GetRequiredValue(_requestHeaderExtra)), "X-Remote-Extra-"),
                ServiceAccountJwksUri = result.GetRequiredValue(_jwksUri),
                ServiceAccountMaxTokenExpiration = MaxTokenExpiration(result),
                ServiceAccountExtendTokenExpiration = result.GetValue(_extendTokens),
                RequestHeaderAllowedNames = OrElse(FlagValues.Split(result.GetRequiredValue(_requestHeaderNames)), "front-proxy-client"),
                AnonymousAuth = result.GetValue(_anonymous),
                EnableBootstrapTokenAuth = result.GetValue(_bootstrapTokens),
                ServiceAccountIssuers = OrElse(FlagValues.Split(result.GetRequiredValue(_issuers)), $"https://kubernetes.default.svc.{domain}"),
                ApiAudiences = FlagValues.Split(result.GetRequiredValue(_audiences)),
                ServiceClusterIPRanges = [.. ranges.Select(range => FlagValues.Network(range, _serviceRanges.Name))],
                EndpointReconcilerType = result.GetRequiredValue(_endpointReconciler),
                ServiceNodePortRange = FlagValues.PortRange(result.GetRequiredValue(_nodePorts), _nodePorts.Name),
            },
        };
    }

    private ApiServerFiles Files(ParseResult result) => new()
    {
        TLSCertFile = result.GetRequiredValue(_tlsCert),
        TLSPrivateKeyFile = result.GetRequiredValue(_tlsKey),
        ClientCAFile = result.GetRequiredValue(_clientCa),
        RequestHeaderClientCAFile = result.GetRequiredValue(_requestHeaderCa),
        ProxyClientCertFile = result.GetRequiredValue(_proxyCert),
        ProxyClientKeyFile = result.GetRequiredValue(_proxyKey),
        KubeletClientCertificate = result.GetRequiredValue(_kubeletCert),
        KubeletClientKey = result.GetRequiredValue(_kubeletKey),
        KubeletCertificateAuthority = result.GetRequiredValue(_kubeletCa),
        ServiceAccountSigningKeyFile = result.GetRequiredValue(_signingKey),
        ServiceAccountKeyFiles = FlagValues.Split(result.GetRequiredValue(_accountKeys)),
    };

    private TimeSpan? MaxTokenExpiration(ParseResult result)
    {
        var span = FlagValues.Span(result.GetRequiredValue(_maxTokenExpiration), _maxTokenExpiration.Name);
        return span == TimeSpan.Zero ? null
            : span >= TimeSpan.FromHours(1) ? span
            : throw new UserException("the service-account-max-token-expiration must be between 1 hour and 2^32 seconds");
    }

    private ClusterPki Generate(ParseResult result, IPAddress advertise, string serviceCidr, TimeProvider time) => ClusterCredentials.Ensure(
        new CredentialOptions
        {
            Paths = Paths(result),
            NodeName = result.GetRequiredValue(_nodeName),
            NodeAddress = OrElse(result.GetRequiredValue(_nodeAddress), advertise.ToString),
            ServerAddress = advertise.ToString(),
            ExternalHostname = result.GetRequiredValue(_externalHostname),
            SecurePort = result.GetValue(_securePort),
            ServiceCidr = FlagValues.Network(serviceCidr, _serviceRanges.Name).ToString(),
            ClusterDomain = result.GetRequiredValue(_clusterDomain),
        },
        time);

    private static string OrElse(string value, Func<string> other) => value.Length > 0 ? value : other();

    private static IReadOnlyList<string> OrElse(IReadOnlyList<string> values, params string[] others) => values.Count > 0 ? values : others;
}

namespace KubeSharp.Kubelet.Server;

/// <summary>How the kubelet's own server runs; the names follow KubeletConfiguration.</summary>
public sealed record KubeletServerOptions
{
    public string Address { get; init; } = "0.0.0.0";

    /// <summary>HTTPS port; 0 takes a free one.</summary>
    public int Port { get; init; } = 10250;

    public string HealthzBindAddress { get; init; } = "127.0.0.1";

    /// <summary>Port of /healthz over plain HTTP; 0 for none.</summary>
    public int HealthzPort { get; init; } = 10248;

    /// <summary>PEM file with the serving certificate and its intermediates; empty makes a self-signed one in <see cref="CertDirectory"/>.</summary>
    public string TLSCertFile { get; init; } = "";

    public string TLSPrivateKeyFile { get; init; } = "";

    public string CertDirectory { get; init; } = "/var/lib/kubelet/pki";

    /// <summary>PEM file with the authorities of client certificates; empty accepts none.</summary>
    public string ClientCAFile { get; init; } = "";

    /// <summary>Whether requests without credentials are system:anonymous rather than refused.</summary>
    public bool AnonymousAuth { get; init; }

    public bool WebhookAuthentication { get; init; } = true;

    public TimeSpan AuthenticationCacheTTL { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Webhook asks the API server; AlwaysAllow does not ask.</summary>
    public bool WebhookAuthorization { get; init; } = true;

    public TimeSpan AuthorizedTTL { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan UnauthorizedTTL { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether exec, attach, portForward, run, containerLogs and logs are served.</summary>
    public bool EnableDebuggingHandlers { get; init; } = true;

    /// <summary>What /logs serves.</summary>
    public string NodeLogsDir { get; init; } = "/var/log";

    public long ContainerLogMaxSize { get; init; } = 10 * 1024 * 1024;

    public int ContainerLogMaxFiles { get; init; } = 5;

    public TimeSpan ContainerLogMonitorInterval { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Streams without traffic are cut after this.</summary>
    public TimeSpan StreamingConnectionIdleTimeout { get; init; } = TimeSpan.FromHours(4);
}

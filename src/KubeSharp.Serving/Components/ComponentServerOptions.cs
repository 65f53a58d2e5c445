using KubeSharp.Serving.Health;
using KubeSharp.Serving.Logging;
using KubeSharp.Serving.Pages;

namespace KubeSharp.Serving.Components;

/// <summary>Where a component shows its health and metrics; the names follow upstream's flags.</summary>
public sealed record ComponentServerOptions
{
    public string BindAddress { get; init; } = "0.0.0.0";

    /// <summary>HTTPS port.</summary>
    public required int SecurePort { get; init; }

    /// <summary>PEM file with the serving certificate; empty makes a self-signed one that lives as long as the server.</summary>
    public string TLSCertFile { get; init; } = "";

    public string TLSPrivateKeyFile { get; init; } = "";

    /// <summary>
    /// PEM file with the authorities of client certificates; empty takes them from the ConfigMap
    /// kube-system/extension-apiserver-authentication.
    /// </summary>
    public string ClientCAFile { get; init; } = "";

    /// <summary>Paths that anybody may ask for.</summary>
    public IReadOnlyList<string> AuthorizationAlwaysAllowPaths { get; init; } = ["/healthz", "/readyz", "/livez"];

    /// <summary>What /statusz and /flagz tell of the component.</summary>
    public required ComponentInfo Info { get; init; }

    /// <summary>Checks behind /healthz, /livez and /readyz.</summary>
    public IReadOnlyList<HealthCheck> LiveChecks { get; init; } = [];

    /// <summary>The answer of /configz: the component's configuration as JSON, with nothing secret in it.</summary>
    public ReadOnlyMemory<byte> Configuration { get; init; }

    /// <summary>--profiling: serve /debug/pprof and /debug/flags.</summary>
    public bool EnableProfiling { get; init; } = true;

    /// <summary>How much the process logs; null if that cannot be changed while it runs.</summary>
    public LogVerbosity? Verbosity { get; init; }
}

using System.CommandLine;
using System.Security.Cryptography;
using KubeSharp.Client;
using KubeSharp.Serving.Components;
using KubeSharp.Serving.Health;
using KubeSharp.Serving.Pages;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Commands;

/// <summary>The flags of a component's server of health and metrics.</summary>
internal sealed class ComponentServerFlags
{
    /// <summary>A component that has lost the lead ends, and its server with it: there is no in-between that could be told.</summary>
    private static readonly HealthCheck LeaderElection = HealthCheck.Of("leaderElection", static () => null);

    private readonly FlagSet _set;
    private readonly string _name;
    private readonly Option<bool> _profiling;
    private readonly Option<string> _address;
    private readonly Option<int> _port;
    private readonly Option<string> _certificate;
    private readonly Option<string> _key;
    private readonly Option<string> _clientCa;
    private readonly Option<string[]> _open;

    /// <param name="flags">Where they are added.</param>
    /// <param name="name">The component's, as upstream calls it.</param>
    /// <param name="port">The default one.</param>
    public ComponentServerFlags(FlagSet flags, string name, int port)
    {
        (_set, _name) = (flags, name);
        _profiling = flags.Switch("--profiling", "Serve /debug/pprof and /debug/flags", true);
        flags.Switch("--contention-profiling", "Accepted for the sake of upstream's command lines; there is nothing to switch", true);
        _address = flags.Text("--bind-address", "Address of /healthz, /livez, /readyz and /metrics", "0.0.0.0");
        _port = flags.Number("--secure-port", "Their HTTPS port; 0 for none", port);
        _certificate = flags.Text("--tls-cert-file", "Certificate that the server shows; self-signed if not given");
        _key = flags.Text("--tls-private-key-file", "Its key");
        _clientCa = flags.Text("--client-ca-file", "Authority of client certificates; that of the API server if not given");
        _open = flags.List("--authorization-always-allow-paths", "Paths that anybody may ask for; /healthz,/readyz,/livez if not given");
    }

    /// <summary>Runs the component with its server beside it; they end together.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="client">The API server.</param>
    /// <param name="loggers">For the logs.</param>
    /// <param name="parts">Names of what the component consists of. A part that ends takes the component with it, so each is well while that runs.</param>
    /// <param name="component">The component.</param>
    /// <param name="cancellationToken">Ends both.</param>
    /// <exception cref="IOException">The port is taken, or a file cannot be read.</exception>
    public async Task RunAsync(
        ParseResult result,
        KubeClient client,
        ILoggerFactory loggers,
        IReadOnlyList<string> parts,
        Func<CancellationToken, Task> component,
        CancellationToken cancellationToken)
    {
        if (result.GetValue(_port) == 0)
        {
            await component(cancellationToken);
            return;
        }

        await using var server = Create(result, client, loggers, parts);
        await server.StartAsync(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var serving = server.RunAsync(stop.Token);
        try
        {
            await component(cancellationToken);
        }
        finally
        {
            await stop.CancelAsync();
            await serving;
        }
    }

    private ComponentServer Create(ParseResult result, KubeClient client, ILoggerFactory loggers, IReadOnlyList<string> parts)
    {
        var flags = _set.Values(result);
        var open = FlagValues.Split(result.GetRequiredValue(_open));
        var options = new ComponentServerOptions
        {
            BindAddress = FlagValues.Address(result.GetRequiredValue(_address), _address.Name).ToString(),
            SecurePort = result.GetValue(_port),
            TLSCertFile = result.GetRequiredValue(_certificate),
            TLSPrivateKeyFile = result.GetRequiredValue(_key),
            ClientCAFile = result.GetRequiredValue(_clientCa),
            Info = new ComponentInfo { Name = _name, Build = ProductVersion.Build, Flags = flags },
            LiveChecks = [LeaderElection, .. parts.Select(static part => HealthCheck.Of(part, static () => null))],
            Configuration = Configz.Of(_name, flags),
            EnableProfiling = result.GetValue(_profiling),
            Verbosity = _set.LogLevel,
        };
        try
        {
            return new ComponentServer(open.Count > 0 ? options with { AuthorizationAlwaysAllowPaths = open } : options, client, loggers, TimeProvider.System);
        }
        catch (CryptographicException failure)
        {
            throw new UserException($"{_certificate.Name}, {_key.Name} or {_clientCa.Name}: {failure.Message}");
        }
    }
}

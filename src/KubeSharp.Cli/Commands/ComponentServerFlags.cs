using System.CommandLine;
using System.Security.Cryptography;
using KubeSharp.Client;
using KubeSharp.Serving.Components;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Commands;

/// <summary>The flags of a component's server of health and metrics.</summary>
internal sealed class ComponentServerFlags
{
    private readonly Option<string> _address;
    private readonly Option<int> _port;
    private readonly Option<string> _certificate;
    private readonly Option<string> _key;
    private readonly Option<string> _clientCa;
    private readonly Option<string[]> _open;

    public ComponentServerFlags(FlagSet flags, int port)
    {
        _address = flags.Text("--bind-address", "Address of /healthz, /livez, /readyz and /metrics", "0.0.0.0");
        _port = flags.Number("--secure-port", "Their HTTPS port; 0 for none", port);
        _certificate = flags.Text("--tls-cert-file", "Certificate that the server shows; self-signed if not given");
        _key = flags.Text("--tls-private-key-file", "Its key");
        _clientCa = flags.Text("--client-ca-file", "Authority of client certificates; that of the API server if not given");
        _open = flags.List("--authorization-always-allow-paths", "Paths that anybody may ask for; /healthz,/readyz,/livez if not given");
    }

    /// <summary>Runs the component with its server beside it; they end together.</summary>
    /// <exception cref="IOException">The port is taken, or a file cannot be read.</exception>
    public async Task RunAsync(
        ParseResult result, KubeClient client, ILoggerFactory loggers, Func<CancellationToken, Task> component, CancellationToken cancellationToken)
    {
        if (result.GetValue(_port) == 0)
        {
            await component(cancellationToken);
            return;
        }

        await using var server = Create(result, client, loggers);
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

    private ComponentServer Create(ParseResult result, KubeClient client, ILoggerFactory loggers)
    {
        var open = FlagValues.Split(result.GetRequiredValue(_open));
        var options = new ComponentServerOptions
        {
            BindAddress = FlagValues.Address(result.GetRequiredValue(_address), _address.Name).ToString(),
            SecurePort = result.GetValue(_port),
            TLSCertFile = result.GetRequiredValue(_certificate),
            TLSPrivateKeyFile = result.GetRequiredValue(_key),
            ClientCAFile = result.GetRequiredValue(_clientCa),
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

using System.CommandLine;
using KubeSharp.Cli.Cluster;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Commands;

internal static partial class ApiServerCommand
{
    public static Command Create()
    {
        var command = new Command(
            "apiserver",
            "Run the API server alone, on a store of its own or on etcd; it makes certificates in DATA-DIR/pki and kubeconfigs for the others in DATA-DIR/kubeconfig");
        var set = new FlagSet(command);
        var flags = new ApiServerFlags(set);
        var store = new StoreFlags(set);
        ComponentCommand.Run(command, set, async (result, loggers, cancellationToken) =>
        {
            LogWithoutEffect(loggers, flags.WithoutEffect(result));
            var options = flags.Read(result, TimeProvider.System);
            var process = new ApiServerProcess(options, store.Read(result, flags.Paths(result)), loggers, TimeProvider.System);
            await process.RunAsync(static (_, _) => { }, cancellationToken);
        });
        return command;
    }

    private static void LogWithoutEffect(ILoggerFactory loggers, IReadOnlyList<string> flags)
    {
        if (flags.Count > 0)
        {
            WithoutEffect(loggers.CreateLogger("apiserver"), string.Join(", ", flags));
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "These flags have no effect: {Flags}")]
    private static partial void WithoutEffect(ILogger logger, string flags);
}

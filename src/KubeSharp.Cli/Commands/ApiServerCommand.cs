using System.CommandLine;
using KubeSharp.Cli.Cluster;

namespace KubeSharp.Cli.Commands;

internal static class ApiServerCommand
{
    public static Command Create()
    {
        var command = new Command(
            "apiserver",
            "Run the API server alone, with the store; it makes certificates in DATA-DIR/pki and kubeconfigs for the others in DATA-DIR/kubeconfig");
        var set = new FlagSet(command);
        var flags = new ApiServerFlags(set);
        ComponentCommand.Run(command, set, async (result, loggers, cancellationToken) =>
        {
            var options = flags.Read(result, TimeProvider.System);
            var process = new ApiServerProcess(options, flags.Paths(result).Store, loggers, TimeProvider.System);
            await process.RunAsync(static (_, _) => { }, cancellationToken);
        });
        return command;
    }
}

using System.CommandLine;
using KubeSharp.Cli.Cluster;

namespace KubeSharp.Cli.Commands;

internal static class ApiServerCommand
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
            var options = flags.Read(result, TimeProvider.System);
            var process = new ApiServerProcess(options, store.Read(result, flags.Paths(result)), loggers, TimeProvider.System);
            await process.RunAsync(static (_, _) => { }, cancellationToken);
        });
        return command;
    }
}

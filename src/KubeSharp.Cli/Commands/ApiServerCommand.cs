using System.CommandLine;
using KubeSharp.Cli.Cluster;

namespace KubeSharp.Cli.Commands;

internal static class ApiServerCommand
{
    public static Command Create()
    {
        var command = new Command(
            "apiserver",
            """
            Run the API server alone, with the store

            Certificates and keys that no flag names are generated in DATA-DIR/pki, and a kubeconfig for each of the other components in
            DATA-DIR/kubeconfig: admin.conf, controller-manager.conf, scheduler.conf, kubelet.conf, proxy.conf and addons.conf.
            """);
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

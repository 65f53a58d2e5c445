using System.CommandLine;
using KubeSharp.Cli.Cluster;
using KubeSharp.Proxy;

namespace KubeSharp.Cli.Commands;

internal static class ProxyCommand
{
    public static Command Create()
    {
        var command = new Command("proxy", "Run the service proxy of a node against an API server");
        var flags = new ProxyFlags(new FlagSet(command));
        ComponentCommand.Run(command, flags.Set, async (result, loggers, cancellationToken) =>
        {
            if (flags.IsCleanup(result))
            {
                var failures = await ProxyCleanup.RunAsync(null, cancellationToken);
                await Console.Out.WriteLineAsync(failures.Count == 0 ? "Nothing of a proxy is left." : "Not all could be looked at: " + string.Join("; ", failures));
                return;
            }

            var (options, kubeconfig) = flags.Read(result);
            var client = KubeClients.FromKubeconfig(kubeconfig, "kube-proxy", TimeProvider.System);
            await new ProxyComponent(options, client, loggers, TimeProvider.System).RunAsync(cancellationToken);
        });
        return command;
    }
}

using System.CommandLine;
using KubeSharp.Kubelet;

namespace KubeSharp.Cli.Commands;

internal static class KubeletCommand
{
    public static Command Create()
    {
        var command = new Command("kubelet", "Run the kubelet of this node against an API server and a container runtime");
        var set = new FlagSet(command);
        var kubeconfig = set.Text("--kubeconfig", "File with the address of the API server and this node's credentials");
        var flags = new KubeletFlags(set);
        ComponentCommand.Run(command, set, async (result, loggers, cancellationToken) =>
        {
            if (!Environment.IsPrivilegedProcess)
            {
                throw new UserException("a node needs root: run it again with sudo");
            }

            var options = flags.Read(result);
            Directory.CreateDirectory(options.StaticPodPath);
            var client = KubeClients.FromKubeconfig(result.GetRequiredValue(kubeconfig), "kubelet", TimeProvider.System);
            await new KubeletComponent(options, client, loggers, TimeProvider.System).RunAsync(cancellationToken);
        });
        return command;
    }
}

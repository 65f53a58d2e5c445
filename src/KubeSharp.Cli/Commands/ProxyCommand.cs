using System.CommandLine;
using KubeSharp.Cli.Cluster;
using KubeSharp.Proxy;

namespace KubeSharp.Cli.Commands;

internal static class ProxyCommand
{
    public static Command Create()
    {
        var command = new Command("proxy", "Run the service proxy of a node against an API server");
        var flags = new FlagSet(command);
        var kubeconfig = flags.Text("--kubeconfig", "File with the address of the API server and this component's credentials");
        var name = flags.Text("--hostname-override", "Name of this node", Environment.MachineName.ToLowerInvariant());
        var mode = flags.Text("--proxy-mode", "Packet filter to use; nftables is the only one so far", "nftables");
        var clusterCidr = flags.List("--cluster-cidr", "Addresses of pods: traffic from elsewhere to a cluster IP is masqueraded");
        var addresses = flags.List("--nodeport-addresses", "Addresses of this node that serve node ports; that of the default route if not given");
        var masqueradeAll = flags.Switch("--masquerade-all", "Masquerade everything that is sent to a service", false);
        var health = flags.Text("--healthz-bind-address", "Address of the health server", "0.0.0.0:10256");
        var metrics = flags.Text("--metrics-bind-address", "Address of the metrics server", "127.0.0.1:10249");
        ComponentCommand.Run(command, flags, async (result, loggers, cancellationToken) =>
        {
            if (result.GetRequiredValue(mode) != "nftables")
            {
                throw new UserException($"--proxy-mode {result.GetRequiredValue(mode)} is not available; use nftables");
            }

            var client = KubeClients.FromKubeconfig(result.GetRequiredValue(kubeconfig), "kube-proxy", TimeProvider.System);
            var nodeAddresses = FlagValues.Split(result.GetRequiredValue(addresses));
            var options = new ProxyOptions
            {
                NodeName = result.GetRequiredValue(name),
                NodeAddresses = nodeAddresses.Count > 0 ? nodeAddresses : [HostAddresses.DefaultIPv4()],
                ClusterCidrs = FlagValues.Split(result.GetRequiredValue(clusterCidr)),
                MasqueradeAll = result.GetValue(masqueradeAll),
                HealthzBindAddress = result.GetRequiredValue(health),
                MetricsBindAddress = result.GetRequiredValue(metrics),
            };
            await new ProxyComponent(options, client, loggers, TimeProvider.System).RunAsync(cancellationToken);
        });
        return command;
    }
}

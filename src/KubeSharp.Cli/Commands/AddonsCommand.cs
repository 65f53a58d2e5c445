using System.CommandLine;
using KubeSharp.Cli.Cluster;
using KubeSharp.Client;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Commands;

internal static class AddonsCommand
{
    private static readonly string[] Names = ["containerd", "network", "dns", "metrics", "local-path"];

    public static Command Create()
    {
        var command = new Command("addons", "Run on a node what it lacks: a containerd, the pod network, cluster DNS, resource metrics, local volumes");
        var flags = new FlagSet(command);
        var kubeconfig = flags.Text("--kubeconfig", "File with the address of the API server and the credentials of the addons");
        var chosen = flags.List("--addons", $"Addons to run: {string.Join(", ", Names)}; '-name' leaves one out of all");
        var dataDirectory = flags.Text("--data-dir", "Directory of the node's data", ClusterPaths.DefaultDataDirectory);
        var nodeName = flags.Text("--hostname-override", "Name of this node", ComponentCommand.DefaultNodeName);
        var nodeAddress = flags.Text("--node-ip", "Address of this node; that of the default route if not given");
        var clusterCidr = flags.Text("--cluster-cidr", "Addresses of pods", "10.244.0.0/16");
        var clusterDns = flags.Text("--cluster-dns", "Address of the cluster's DNS", "10.96.0.10");
        var clusterDomain = flags.Text("--cluster-domain", "Domain of the cluster's names", "cluster.local");
        ComponentCommand.Run(command, flags, async (result, loggers, cancellationToken) =>
        {
            var address = result.GetRequiredValue(nodeAddress) is { Length: > 0 } given ? given : HostAddresses.DefaultIPv4();
            var options = AddonOptions.Of(
                new ClusterPaths(Path.GetFullPath(result.GetRequiredValue(dataDirectory))),
                result.GetRequiredValue(nodeName),
                FlagValues.Address(address, nodeAddress.Name).ToString(),
                result.GetRequiredValue(clusterCidr),
                result.GetRequiredValue(clusterDns),
                result.GetRequiredValue(clusterDomain));
            using var transport = KubeClients.Transport(result.GetRequiredValue(kubeconfig), "kubesharp-addons", TimeProvider.System);
            await RunAsync(Choose(options, FlagValues.Split(result.GetRequiredValue(chosen))), new KubeClient(transport), loggers, cancellationToken);
        });
        return command;
    }

    private static async Task RunAsync(AddonOptions options, KubeClient client, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var addons = new AddonSet(options, loggers, TimeProvider.System);
        addons.StartRuntime(cancellationToken);
        await using var group = new ComponentGroup(loggers.CreateLogger<ComponentGroup>());
        addons.Start(group, Task.CompletedTask, client, client);
        await group.WaitAsync(cancellationToken);
    }

    private static AddonOptions Choose(AddonOptions all, IReadOnlyList<string> names)
    {
        var chosen = names.Count == 0 || names.Contains("*") || names.All(name => name.StartsWith('-')) ? Names.ToHashSet() : [];
        foreach (var name in names.Where(name => name != "*"))
        {
            var bare = name.TrimStart('-');
            if (!Names.Contains(bare))
            {
                throw new UserException($"there is no addon {bare}; there are: {string.Join(", ", Names)}");
            }

            _ = name.StartsWith('-') ? chosen.Remove(bare) : chosen.Add(bare);
        }

        return new AddonOptions
        {
            Containerd = chosen.Contains("containerd") ? all.Containerd : null,
            Network = chosen.Contains("network") ? all.Network : null,
            Dns = chosen.Contains("dns") ? all.Dns : null,
            Metrics = chosen.Contains("metrics") ? all.Metrics : null,
            LocalPath = chosen.Contains("local-path") ? all.LocalPath : null,
        };
    }
}

using System.Net.NetworkInformation;
using KubeSharp.Addons.ContainerRuntime;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Addons.NodeNetwork;

/// <summary>
/// Gives this node a pod network: waits for the node's pod CIDR, switches forwarding on, and writes the configuration that the container
/// runtime calls the reference CNI plugins with. A pod CIDR that changes is followed.
/// </summary>
public sealed partial class NodeNetworkComponent(NodeNetworkOptions options, KubeClient client, ILoggerFactory loggers, TimeProvider time)
{
    /// <summary>Keys of /proc/sys. Those of the bridge exist only where the module br_netfilter is loaded.</summary>
    private static readonly string[] Switches = ["net/ipv4/ip_forward", "net/bridge/bridge-nf-call-iptables", "net/bridge/bridge-nf-call-ip6tables"];

    private readonly ILogger _logger = loggers.CreateLogger<NodeNetworkComponent>();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using var factory = new InformerFactory(client, loggers, time);
        var nodes = factory.Get(new InformerOptions<Node> { FieldSelector = "metadata.name=" + options.NodeName });
        var changes = System.Threading.Channels.Channel.CreateUnbounded<Node>();
        nodes.AddHandler(new InformerHandler<Node>
        {
            Added = node => changes.Writer.TryWrite(node),
            Updated = (old, node) =>
            {
                if (old.Spec.PodCIDRs != node.Spec.PodCIDRs)
                {
                    changes.Writer.TryWrite(node);
                }
            },
        });
        factory.Start();
        try
        {
            await foreach (var node in changes.Reader.ReadAllAsync(cancellationToken))
            {
                if (node.Spec.PodCIDRs.Count > 0)
                {
                    await ConfigureAsync(node, cancellationToken);
                }
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to end; the network stays.
        }
    }

    private async Task ConfigureAsync(Node node, CancellationToken cancellationToken)
    {
        foreach (var path in Switches.Select(key => Path.Combine("/proc/sys", key)).Where(File.Exists))
        {
            await File.WriteAllTextAsync(path, "1\n", cancellationToken);
        }

        var rules = Path.Combine(options.CniConfigurationDirectory, "masquerade.nft");
        Directory.CreateDirectory(options.CniConfigurationDirectory);
        await File.WriteAllTextAsync(rules, MasqueradeRules.Render(options), cancellationToken);
        try
        {
            await SystemCommand.RunAsync("nft", ["-f", rules], cancellationToken);
        }
        catch (CommandException failure)
        {
            LogRulesFailed(_logger, failure.Message);
        }

        // Written last and moved into place: the runtime reports the network ready as soon as it sees the file.
        var list = Path.Combine(options.CniConfigurationDirectory, CniConfigurationList.FileName);
        await File.WriteAllTextAsync(list + ".part", CniConfigurationList.Render(options, node.Spec.PodCIDRs, Mtu()), cancellationToken);
        File.Move(list + ".part", list, overwrite: true);
        LogConfigured(_logger, string.Join(',', node.Spec.PodCIDRs), options.Bridge);
    }

    private int Mtu() => options.Mtu > 0
        ? options.Mtu
        : NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up && network.GetIPProperties().GatewayAddresses.Count > 0)
            .Select(network => network.GetIPProperties().GetIPv4Properties()?.Mtu ?? 0)
            .FirstOrDefault(mtu => mtu > 0, 1500);

    [LoggerMessage(LogLevel.Information, "The pod network has {PodCidrs} on {Bridge}")]
    private static partial void LogConfigured(ILogger logger, string podCidrs, string bridge);

    [LoggerMessage(LogLevel.Error, "Pods cannot reach the world, the masquerading rules were refused: {Reason}")]
    private static partial void LogRulesFailed(ILogger logger, string reason);
}

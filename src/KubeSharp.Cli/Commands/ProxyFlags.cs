using System.CommandLine;
using KubeSharp.Cli.Cluster;
using KubeSharp.Proxy;
using KubeSharp.Proxy.Configuration;

namespace KubeSharp.Cli.Commands;

/// <summary>The flags of the proxy. With a configuration file only those count that have no place in it, as upstream has it.</summary>
internal sealed class ProxyFlags
{
    private const string TimeForm = ", like 1m30s";

    private readonly Option<string> _config;
    private readonly Option<bool> _cleanup;
    private readonly Option<string> _kubeconfig;
    private readonly Option<string> _name;
    private readonly Option<string> _mode;
    private readonly Option<string> _bindAddress;
    private readonly Option<string[]> _clusterCidr;
    private readonly Option<string> _localMode;
    private readonly Option<string> _bridge;
    private readonly Option<string> _prefix;
    private readonly Option<string[]> _nodePorts;
    private readonly Option<bool> _masqueradeAll;
    private readonly Option<int> _masqueradeBit;
    private readonly Option<bool> _localhost;
    private readonly Option<string> _syncPeriod;
    private readonly Option<string> _minSyncPeriod;
    private readonly Option<int> _maxPerCore;
    private readonly Option<int> _min;
    private readonly Option<string> _established;
    private readonly Option<string> _closeWait;
    private readonly Option<string> _udp;
    private readonly Option<string> _udpStream;
    private readonly Option<bool> _liberal;
    private readonly Option<string> _health;
    private readonly Option<string> _metrics;

    public ProxyFlags(FlagSet flags)
    {
        Set = flags;
        var conntrack = new ConntrackOptions();
        _config = flags.Text("--config", "File with a KubeProxyConfiguration (kubeproxy.config.k8s.io/v1alpha1)");
        _cleanup = flags.Switch("--cleanup", "Take the rules and addresses of all modes out of the system, and end", false);
        _kubeconfig = flags.Text("--kubeconfig", "File with the address of the API server and this component's credentials");
        _name = flags.Text("--hostname-override", "Name of this node", ComponentCommand.DefaultNodeName);
        _mode = flags.Text("--proxy-mode", "nftables, iptables, or userspace, which needs no packet filter; the first of them that works here if not given");
        _bindAddress = flags.Text("--bind-address", "Address of this node until its Node object tells; that of the default route if not given");
        _clusterCidr = flags.List("--cluster-cidr", "Addresses of pods: traffic from elsewhere to a cluster IP is masqueraded");
        _localMode = flags.Text("--detect-local-mode", "How pods' traffic is told: ClusterCIDR, NodeCIDR, BridgeInterface or InterfaceNamePrefix", "ClusterCIDR");
        _bridge = flags.Text("--pod-bridge-interface", "The pods' bridge, for BridgeInterface");
        _prefix = flags.Text("--pod-interface-name-prefix", "How names of the pods' interfaces begin, for InterfaceNamePrefix");
        _nodePorts = flags.List("--nodeport-addresses", "Networks whose addresses of this node serve node ports, or primary for its own; with nftables that is the default, else all");
        _masqueradeAll = flags.Switch("--masquerade-all", "Masquerade everything that is sent to a service", false);
        _masqueradeBit = flags.Number("--iptables-masquerade-bit", "Bit of the packet mark that asks for masquerading", 14);
        _localhost = flags.Switch("--iptables-localhost-nodeports", "With iptables, serve node ports on 127.0.0.1 too", true);
        _syncPeriod = flags.Text("--iptables-sync-period", "Half the time that a change may wait before the proxy counts as unhealthy" + TimeForm, "30s");
        _minSyncPeriod = flags.Text("--iptables-min-sync-period", "Shortest time between two updates of the rules; 1s with iptables, else 50ms if not given");
        _maxPerCore = flags.Number("--conntrack-max-per-core", "Connections that the kernel tracks for each CPU; 0 leaves it as it is", conntrack.MaxPerCore);
        _min = flags.Number("--conntrack-min", "And how many at least", conntrack.Min);
        _established = flags.Text("--conntrack-tcp-timeout-established", "Time that idle TCP connections are tracked; 0 leaves it as it is", "24h");
        _closeWait = flags.Text("--conntrack-tcp-timeout-close-wait", "The same for those that one side has closed", "1h");
        _udp = flags.Text("--conntrack-udp-timeout", "The same for UDP that is not answered", "0s");
        _udpStream = flags.Text("--conntrack-udp-timeout-stream", "The same for UDP that is", "0s");
        _liberal = flags.Switch("--conntrack-tcp-be-liberal", "Do not take packets outside of the window for invalid", false);
        _health = flags.Text("--healthz-bind-address", "Address of the health server", "0.0.0.0:10256");
        _metrics = flags.Text("--metrics-bind-address", "Address of the metrics server", "127.0.0.1:10249");
    }

    public FlagSet Set { get; }

    public bool IsCleanup(ParseResult result) => result.GetValue(_cleanup);

    /// <returns>The options, and the kubeconfig.</returns>
    public (ProxyOptions Options, string Kubeconfig) Read(ParseResult result)
    {
        var basis = FromFlags(result);
        var kubeconfig = result.GetRequiredValue(_kubeconfig);
        if (result.GetRequiredValue(_config) is not { Length: > 0 } path)
        {
            return (basis, kubeconfig);
        }

        try
        {
            var (options, named) = KubeProxyConfigurationReader.Read(File.ReadAllBytes(path), basis);
            return (options, named.Length > 0 ? named : kubeconfig);
        }
        catch (Exception failure) when (failure is KubeProxyConfigurationException or IOException or UnauthorizedAccessException)
        {
            throw new UserException($"{_config.Name} {path}: {failure.Message}");
        }
    }

    private ProxyOptions FromFlags(ParseResult result)
    {
        try
        {
            var mode = FlagValues.ProxyMode(result.GetRequiredValue(_mode), _mode.Name);
            var networks = FlagValues.Split(result.GetRequiredValue(_nodePorts));
            var address = result.GetRequiredValue(_bindAddress);
            var options = new ProxyOptions
            {
                Mode = mode,
                NodeName = result.GetRequiredValue(_name),
                NodeAddresses = address is "" or "0.0.0.0" or "::"
                    ? [HostAddresses.FindIPv4() ?? "127.0.0.1"]
                    : [FlagValues.Address(address, _bindAddress.Name).ToString()],
                ClusterCidrs = [.. FlagValues.Split(result.GetRequiredValue(_clusterCidr)).Select(cidr => FlagValues.Network(cidr, _clusterCidr.Name).ToString())],
                DetectLocalMode = KubeProxyConfigurationReader.LocalMode(result.GetRequiredValue(_localMode)),
                BridgeInterface = result.GetRequiredValue(_bridge),
                InterfaceNamePrefix = result.GetRequiredValue(_prefix),
                NodePortAddresses = networks.Count == 0 ? ProxyOptions.DefaultNodePortAddresses(mode)
                    : networks is ["primary"] ? networks
                    : [.. networks.Select(cidr => FlagValues.Network(cidr, _nodePorts.Name).ToString())],
                MasqueradeAll = result.GetValue(_masqueradeAll),
                MasqueradeBit = result.GetValue(_masqueradeBit) is >= 0 and < 32 and var bit
                    ? bit
                    : throw new UserException($"{_masqueradeBit.Name} is a number from 0 to 31"),
                LocalhostNodePorts = result.GetValue(_localhost),
                SyncPeriod = FlagValues.Span(result.GetRequiredValue(_syncPeriod), _syncPeriod.Name),
                MinSyncPeriod = result.GetRequiredValue(_minSyncPeriod) is { Length: > 0 } period
                    ? FlagValues.Span(period, _minSyncPeriod.Name)
                    : TimeSpan.FromMilliseconds(mode == ProxyMode.Iptables ? 1000 : 50),
                Conntrack = Conntrack(result),
                HealthzBindAddress = FlagValues.EndPoint(result.GetRequiredValue(_health), _health.Name, 10256),
                MetricsBindAddress = FlagValues.EndPoint(result.GetRequiredValue(_metrics), _metrics.Name, 10249),
            };
            return options switch
            {
                { DetectLocalMode: DetectLocalMode.BridgeInterface, BridgeInterface: "" } =>
                    throw new UserException($"{_localMode.Name} BridgeInterface needs {_bridge.Name}"),
                { DetectLocalMode: DetectLocalMode.InterfaceNamePrefix, InterfaceNamePrefix: "" } =>
                    throw new UserException($"{_localMode.Name} InterfaceNamePrefix needs {_prefix.Name}"),
                _ => options,
            };
        }
        catch (KubeProxyConfigurationException failure)
        {
            throw new UserException(failure.Message);
        }
    }

    private ConntrackOptions Conntrack(ParseResult result) => new()
    {
        MaxPerCore = result.GetValue(_maxPerCore),
        Min = result.GetValue(_min),
        TcpEstablishedTimeout = FlagValues.Span(result.GetRequiredValue(_established), _established.Name),
        TcpCloseWaitTimeout = FlagValues.Span(result.GetRequiredValue(_closeWait), _closeWait.Name),
        TcpBeLiberal = result.GetValue(_liberal),
        UdpTimeout = FlagValues.Span(result.GetRequiredValue(_udp), _udp.Name),
        UdpStreamTimeout = FlagValues.Span(result.GetRequiredValue(_udpStream), _udpStream.Name),
    };
}

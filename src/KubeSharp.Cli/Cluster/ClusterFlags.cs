using System.CommandLine;
using KubeSharp.Addons.ContainerRuntime;
using KubeSharp.Cli.Commands;

namespace KubeSharp.Cli.Cluster;

/// <summary>The flags of the commands that work on a whole cluster. Their names are upstream's where it has them.</summary>
internal sealed class ClusterFlags
{
    private readonly Option<string> _dataDirectory = new("--data-dir")
    {
        Description = "Directory of the cluster's data",
        DefaultValueFactory = _ => ClusterPaths.DefaultDataDirectory,
    };

    private readonly Option<string> _nodeName = new("--hostname-override")
    {
        Description = "Name of this node",
        DefaultValueFactory = _ => Environment.MachineName.ToLowerInvariant(),
    };

    private readonly Option<string> _nodeAddress = new("--node-ip")
    {
        Description = "Address of this node and its API server; that of the default route if not given",
        DefaultValueFactory = _ => HostAddresses.DefaultIPv4(),
    };

    private readonly Option<int> _securePort = new("--secure-port") { Description = "Port of the API server", DefaultValueFactory = _ => 6443 };

    private readonly Option<int> _kubeletPort = new("--kubelet-port") { Description = "Port of the kubelet", DefaultValueFactory = _ => 10250 };

    private readonly Option<string> _clusterCidr = new("--cluster-cidr")
    {
        Description = "Addresses of pods",
        DefaultValueFactory = _ => "10.244.0.0/16",
    };

    private readonly Option<string> _serviceCidr = new("--service-cluster-ip-range")
    {
        Description = "Addresses of services",
        DefaultValueFactory = _ => "10.96.0.0/16",
    };

    private readonly Option<string> _nodePorts = new("--service-node-port-range")
    {
        Description = "Ports of services of type NodePort",
        DefaultValueFactory = _ => "30000-32767",
    };

    private readonly Option<string> _clusterDns = new("--cluster-dns")
    {
        Description = "Address of the cluster's DNS; the tenth of the service addresses if not given",
    };

    private readonly Option<string> _clusterDomain = new("--cluster-domain")
    {
        Description = "Domain of the cluster's names",
        DefaultValueFactory = _ => "cluster.local",
    };

    private readonly Option<string> _runtime = new("--container-runtime-endpoint")
    {
        Description = "CRI endpoint of a running container runtime (unix:///…); a containerd of the cluster's own is started if not given",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<string> _cgroupRoot = new("--cgroup-root")
    {
        Description = "Cgroup that the pods' cgroups go below; for several clusters on one machine",
        DefaultValueFactory = _ => "/",
    };

    private readonly Option<string> _cgroupDriver = new("--cgroup-driver")
    {
        Description = "cgroupfs or systemd, as a container runtime of your own has it and where it does not tell",
        DefaultValueFactory = _ => CgroupDrivers.OfHost(),
    };

    private readonly Option<string> _podLogs = new("--pod-logs-dir")
    {
        Description = "Directory of the containers' logs",
        DefaultValueFactory = _ => "/var/log/pods",
    };

    private readonly Option<string> _proxyMode = new("--proxy-mode")
    {
        Description = "Who makes services work: nftables, iptables, or userspace, which needs no packet filter; the first that works here if not given",
        DefaultValueFactory = _ => "",
    };

    private readonly Option<bool> _legacyTokens = new("--legacy-service-account-tokens")
    {
        Description = "Give every service account a Secret with a token, as Kubernetes did before 1.24",
    };

    private readonly Option<int> _verbosity = new("--v", "-v")
    {
        Description = "Verbosity of the log: 0 warnings, 1 notices, 2 everything of interest, 4 debugging",
        DefaultValueFactory = _ => 1,
    };

    private StoreFlags? _store;
    private FlagSet? _accessSet;
    private AccessFlags? _access;

    public void AddTo(Command command)
    {
        foreach (var option in (ReadOnlySpan<Option>)[
            _dataDirectory, _nodeName, _nodeAddress, _securePort, _kubeletPort, _clusterCidr, _serviceCidr, _nodePorts,
            _clusterDns, _clusterDomain, _runtime, _cgroupRoot, _cgroupDriver, _podLogs, _proxyMode, _legacyTokens, _verbosity])
        {
            option.AllowMultipleArgumentsPerToken = true; // The last one counts.
            command.Options.Add(option);
        }

        _store = new StoreFlags(new FlagSet(command));
        _accessSet = new FlagSet(command);
        _access = new AccessFlags(_accessSet);
    }

    public void AddDataDirectoryTo(Command command) => command.Options.Add(_dataDirectory);

    public void AddCgroupRootTo(Command command) => command.Options.Add(_cgroupRoot);

    public string CgroupRoot(ParseResult result) => result.GetRequiredValue(_cgroupRoot);

    public ClusterPaths Paths(ParseResult result) => new(Path.GetFullPath(result.GetRequiredValue(_dataDirectory)));

    public ClusterOptions Read(ParseResult result)
    {
        var serviceCidr = result.GetRequiredValue(_serviceCidr);
        return new ClusterOptions
        {
            DataDirectory = Paths(result).DataDirectory,
            Store = _store!.Read(result, Paths(result)),
            NodeName = result.GetRequiredValue(_nodeName),
            NodeAddress = result.GetRequiredValue(_nodeAddress),
            SecurePort = result.GetRequiredValue(_securePort),
            KubeletPort = result.GetRequiredValue(_kubeletPort),
            ClusterCidr = Cidr(result.GetRequiredValue(_clusterCidr), _clusterCidr),
            ServiceCidr = Cidr(serviceCidr, _serviceCidr),
            ServiceNodePortRange = result.GetRequiredValue(_nodePorts),
            ClusterDns = result.GetValue(_clusterDns) ?? HostAddresses.Nth(serviceCidr, 10),
            ClusterDomain = result.GetRequiredValue(_clusterDomain),
            ContainerRuntimeEndpoint = result.GetRequiredValue(_runtime),
            CgroupRoot = result.GetRequiredValue(_cgroupRoot),
            CgroupDriver = FlagValues.OneOf(result.GetRequiredValue(_cgroupDriver), _cgroupDriver.Name, CgroupDrivers.Cgroupfs, CgroupDrivers.Systemd),
            PodLogsDirectory = result.GetRequiredValue(_podLogs),
            ProxyMode = FlagValues.ProxyMode(result.GetRequiredValue(_proxyMode), _proxyMode.Name),
            LegacyServiceAccountTokens = result.GetValue(_legacyTokens),
            Access = _access?.Read(result) ?? new AccessSettings(),
            Verbosity = result.GetRequiredValue(_verbosity),
        };
    }

    /// <summary>The flags as words, so that another process of this program gets the same options.</summary>
    public IEnumerable<string> Render(ClusterOptions options, ParseResult result) =>
    [
        "--data-dir", options.DataDirectory,
        "--hostname-override", options.NodeName,
        "--node-ip", options.NodeAddress,
        "--secure-port", $"{options.SecurePort}",
        "--kubelet-port", $"{options.KubeletPort}",
        "--cluster-cidr", options.ClusterCidr,
        "--service-cluster-ip-range", options.ServiceCidr,
        "--service-node-port-range", options.ServiceNodePortRange,
        "--cluster-dns", options.ClusterDns,
        "--cluster-domain", options.ClusterDomain,
        .. options.ContainerRuntimeEndpoint.Length == 0 ? Array.Empty<string>() : ["--container-runtime-endpoint", options.ContainerRuntimeEndpoint],
        "--cgroup-root", options.CgroupRoot,
        "--cgroup-driver", options.CgroupDriver,
        "--pod-logs-dir", options.PodLogsDirectory,
        "--proxy-mode", result.GetRequiredValue(_proxyMode),
        .. options.LegacyServiceAccountTokens ? ["--legacy-service-account-tokens"] : Array.Empty<string>(),
        .. _store!.Render(result),
        .. _accessSet!.Given(result),
        "--v", $"{options.Verbosity}",
    ];

    private static string Cidr(string text, Option option) => System.Net.IPNetwork.TryParse(text, out _)
        ? text
        : throw new UserException($"{option.Name} {text} is not a network address; write it like 10.96.0.0/16");
}

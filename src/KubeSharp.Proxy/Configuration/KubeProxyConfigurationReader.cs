using System.Net;
using System.Text.Json;
using KubeSharp.Api;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Configuration;

/// <summary>Reads and checks a KubeProxyConfiguration (kubeproxy.config.k8s.io/v1alpha1).</summary>
public static class KubeProxyConfigurationReader
{
    private const int MinMasqueradeBit = 0;
    private const int MaxMasqueradeBit = 31;
    private static readonly TimeSpan DefaultSyncPeriod = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DefaultMinSyncPeriod = TimeSpan.FromSeconds(1);

    /// <param name="yaml">The file.</param>
    /// <param name="basis">What holds where the file says nothing.</param>
    /// <returns>The options, and the kubeconfig that the file names ("" if none).</returns>
    /// <exception cref="KubeProxyConfigurationException">It cannot be used.</exception>
    public static (ProxyOptions Options, string Kubeconfig) Read(ReadOnlyMemory<byte> yaml, ProxyOptions basis)
    {
        try
        {
            using var document = JsonDocument.Parse(YamlJson.ToJson(yaml));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Read(new ConfigurationFields(document.RootElement, ""), basis)
                : throw new KubeProxyConfigurationException("a KubeProxyConfiguration is an object");
        }
        catch (Exception failure) when (failure is DecodeException or JsonException)
        {
            throw new KubeProxyConfigurationException(failure.Message);
        }
    }

    /// <summary>The mode of this name; empty chooses by itself.</summary>
    /// <exception cref="KubeProxyConfigurationException">There is no such mode.</exception>
    public static ProxyMode Mode(string name) => name switch
    {
        "" => ProxyMode.Automatic,
        "nftables" => ProxyMode.Nftables,
        "iptables" => ProxyMode.Iptables,
        "userspace" => ProxyMode.Userspace,
        _ => throw new KubeProxyConfigurationException(
            $"KubeProxyConfiguration.mode: Invalid value: \"{name}\": must be nftables, iptables, userspace or blank (blank means the best-available proxy)"),
    };

    /// <summary>The way of telling pods' traffic of this name.</summary>
    /// <exception cref="KubeProxyConfigurationException">There is none.</exception>
    public static DetectLocalMode LocalMode(string name) => name switch
    {
        "" or "ClusterCIDR" => DetectLocalMode.ClusterCIDR,
        "NodeCIDR" => DetectLocalMode.NodeCIDR,
        "BridgeInterface" => DetectLocalMode.BridgeInterface,
        "InterfaceNamePrefix" => DetectLocalMode.InterfaceNamePrefix,
        _ => throw new KubeProxyConfigurationException(
            $"KubeProxyConfiguration.detectLocalMode: Unsupported value: \"{name}\": supported values: \"BridgeInterface\", \"ClusterCIDR\", \"InterfaceNamePrefix\", \"NodeCIDR\", \"\""),
    };

    private static (ProxyOptions Options, string Kubeconfig) Read(ConfigurationFields root, ProxyOptions basis)
    {
        if (root.Text("kind", "") != "KubeProxyConfiguration" || root.Text("apiVersion", "") != "kubeproxy.config.k8s.io/v1alpha1")
        {
            throw new KubeProxyConfigurationException("the file is not of the kind KubeProxyConfiguration in version kubeproxy.config.k8s.io/v1alpha1");
        }

        var mode = Mode(root.Text("mode", ""));
        var bindAddress = root.Text("bindAddress", "");
        var local = root.Object("detectLocal");
        var options = ReadRules(root, mode, basis) with
        {
            Mode = mode,
            NodeName = root.Text("hostnameOverride", "") is { Length: > 0 } name ? name : basis.NodeName,
            NodeAddresses = bindAddress is "" or "0.0.0.0" or "::" ? basis.NodeAddresses
                : IPAddress.TryParse(bindAddress, out _) ? [bindAddress]
                : throw root.Error("bindAddress", $"Invalid value: \"{bindAddress}\": not a valid textual representation of an IP address"),
            HealthzBindAddress = EndPoint(root, "healthzBindAddress", basis.HealthzBindAddress, 10256),
            MetricsBindAddress = EndPoint(root, "metricsBindAddress", basis.MetricsBindAddress, 10249),
            DetectLocalMode = LocalMode(root.Text("detectLocalMode", "")),
            BridgeInterface = local.Text("bridgeInterface", ""),
            InterfaceNamePrefix = local.Text("interfaceNamePrefix", ""),
            ClusterCidrs = Networks(root, "clusterCIDR", [.. root.Text("clusterCIDR", "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)]),
            NodePortAddresses = root.List("nodePortAddresses", []) is { Count: > 0 } networks
                ? networks is [NodeNetwork.Primary] ? networks : Networks(root, "nodePortAddresses", networks)
                : ProxyOptions.DefaultNodePortAddresses(mode),
            Conntrack = ReadConntrack(root.Object("conntrack")),
        };
        local.End();
        var connection = root.Object("clientConnection");
        var kubeconfig = connection.Text("kubeconfig", "");
        connection.Ignore("acceptContentTypes", "contentType", "qps", "burst");
        connection.End();
        ReadIpvs(root.Object("ipvs"));
        root.Ignore(
            "featureGates", "logging", "bindAddressHardFail", "enableProfiling", "showHiddenMetricsForVersion", "oomScoreAdj", "configSyncPeriod", "portRange",
            "windowsRunAsService", "winkernel");
        root.End();
        Check(root, options);
        return (options, kubeconfig);
    }

    /// <summary>What the packet filters have in common stands there once for each of them.</summary>
    private static ProxyOptions ReadRules(ConfigurationFields root, ProxyMode mode, ProxyOptions basis)
    {
        var iptables = Rules(root.Object("iptables"), basis);
        var nftables = Rules(root.Object("nftables"), basis);
        return mode == ProxyMode.Iptables ? iptables : nftables;
    }

    private static ProxyOptions Rules(ConfigurationFields fields, ProxyOptions basis)
    {
        var options = basis with
        {
            MasqueradeBit = fields.Number("masqueradeBit", basis.MasqueradeBit),
            MasqueradeAll = fields.Flag("masqueradeAll", basis.MasqueradeAll),
            LocalhostNodePorts = fields.Flag("localhostNodePorts", basis.LocalhostNodePorts),
            SyncPeriod = fields.Span("syncPeriod", DefaultSyncPeriod) is var period && period > TimeSpan.Zero ? period : DefaultSyncPeriod,
            MinSyncPeriod = fields.Span("minSyncPeriod", DefaultMinSyncPeriod),
        };
        fields.End();
        return options.MasqueradeBit is < MinMasqueradeBit or > MaxMasqueradeBit
            ? throw fields.Error("masqueradeBit", $"Invalid value: {options.MasqueradeBit}: must be within the range [0, 31]")
            : options.MinSyncPeriod > options.SyncPeriod
                ? throw fields.Error("syncPeriod", $"Invalid value: \"{(Duration)options.SyncPeriod}\": must be greater than or equal to minSyncPeriod")
                : options;
    }

    private static ConntrackOptions ReadConntrack(ConfigurationFields fields)
    {
        var basis = new ConntrackOptions();
        var options = new ConntrackOptions
        {
            MaxPerCore = fields.Number("maxPerCore", basis.MaxPerCore),
            Min = fields.Number("min", basis.Min),
            TcpEstablishedTimeout = fields.Span("tcpEstablishedTimeout", basis.TcpEstablishedTimeout),
            TcpCloseWaitTimeout = fields.Span("tcpCloseWaitTimeout", basis.TcpCloseWaitTimeout),
            TcpBeLiberal = fields.Flag("tcpBeLiberal", basis.TcpBeLiberal),
            UdpTimeout = fields.Span("udpTimeout", basis.UdpTimeout),
            UdpStreamTimeout = fields.Span("udpStreamTimeout", basis.UdpStreamTimeout),
        };
        fields.End();
        return options.MaxPerCore < 0 ? throw fields.Error("maxPerCore", $"Invalid value: {options.MaxPerCore}: must be greater than or equal to 0")
            : options.Min < 0 ? throw fields.Error("min", $"Invalid value: {options.Min}: must be greater than or equal to 0")
            : options;
    }

    private static void ReadIpvs(ConfigurationFields fields)
    {
        fields.Ignore("syncPeriod", "minSyncPeriod", "scheduler", "excludeCIDRs", "strictARP", "tcpTimeout", "tcpFinTimeout", "udpTimeout");
        fields.End();
    }

    private static void Check(ConfigurationFields root, ProxyOptions options)
    {
        if (options.DetectLocalMode == DetectLocalMode.BridgeInterface && options.BridgeInterface.Length == 0)
        {
            throw root.Error("detectLocal.bridgeInterface", "Required value: detect-local-mode set to BridgeInterface, but no bridge interface given");
        }

        if (options.DetectLocalMode == DetectLocalMode.InterfaceNamePrefix && options.InterfaceNamePrefix.Length == 0)
        {
            throw root.Error("detectLocal.interfaceNamePrefix", "Required value: detect-local-mode set to InterfaceNamePrefix, but no prefix given");
        }
    }

    private static IReadOnlyList<string> Networks(ConfigurationFields root, string name, IReadOnlyList<string> networks) =>
        networks.FirstOrDefault(static network => !IPNetwork.TryParse(network, out _)) is { } wrong
            ? throw root.Error(name, $"Invalid value: \"{wrong}\": must be a valid CIDR block (e.g. 10.100.0.0/16 or fde4:8dba:82e1::/48)")
            : networks;

    /// <summary>An address alone means upstream's port.</summary>
    private static string EndPoint(ConfigurationFields root, string name, string otherwise, int port)
    {
        var text = root.Text(name, "");
        return text.Length == 0 ? otherwise
            : IPAddress.TryParse(text, out var address) ? new IPEndPoint(address, port).ToString()
            : IPEndPoint.TryParse(text, out _) ? text
            : throw root.Error(name, $"Invalid value: \"{text}\": must be IP:port");
    }
}

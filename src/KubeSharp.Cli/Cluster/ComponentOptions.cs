using System.Net;
using KubeSharp.Addons.ClusterDns;
using KubeSharp.Addons.LocalPath;
using KubeSharp.Addons.NodeNetwork;
using KubeSharp.Addons.ResourceMetrics;
using KubeSharp.ApiServer;
using KubeSharp.ApiServer.Access;
using KubeSharp.ApiServer.Connect;
using KubeSharp.ApiServer.Pki;
using KubeSharp.Cli.Commands;
using KubeSharp.Controllers;
using KubeSharp.Kubelet;
using KubeSharp.Kubelet.Server;
using KubeSharp.Proxy;

namespace KubeSharp.Cli.Cluster;

/// <summary>What a cluster's options mean for each of its components.</summary>
internal sealed class ComponentOptions(ClusterOptions options, ClusterPki pki)
{
    private const int DnsPort = 10053;

    public ApiServerOptions ApiServer => new()
    {
        SecurePort = options.SecurePort,
        ServingCertificate = Certificates.Load(pki.ApiServerCertificatePath, pki.ApiServerKeyPath),
        Version = ProductVersion.GitVersion,
        Source = new SourceIdentity(SourceRevision.GitCommit, SourceRevision.GitTreeState, SourceRevision.BuildDate),
        ProxyClientCertificate = Certificates.Load(pki.FrontProxyClientCertificatePath, pki.FrontProxyClientKeyPath),
        KubeletClient = new KubeletClientOptions
        {
            KubeletClientCertificate = Certificates.Load(pki.KubeletClientCertificatePath, pki.KubeletClientKeyPath),
        },
        Access = new AccessOptions
        {
            ClientCAFile = pki.CaCertificatePath,
            RequestHeaderClientCAFile = pki.FrontProxyCaCertificatePath,
            ServiceAccountSigningKeyFile = pki.ServiceAccountKeyPath,
            ServiceAccountKeyFiles = [pki.ServiceAccountPublicKeyPath],
            ServiceAccountIssuers = [$"https://kubernetes.default.svc.{options.ClusterDomain}"],
            ServiceClusterIPRanges = [IPNetwork.Parse(options.ServiceCidr)],
            ServiceNodePortRange = FlagValues.PortRange(options.ServiceNodePortRange, "--service-node-port-range"),
            AdvertiseAddress = IPAddress.Parse(options.NodeAddress),
        },
    };

    public ControllerManagerOptions Controllers => new()
    {
        RootCaPem = File.ReadAllText(pki.CaCertificatePath),
        ServiceAccountPrivateKeyPem = File.ReadAllText(pki.ServiceAccountKeyPath),
        LegacyServiceAccountTokens = options.LegacyServiceAccountTokens,
        ClusterSigningCertPem = File.ReadAllText(pki.CaCertificatePath),
        ClusterSigningKeyPem = File.ReadAllText(pki.CaKeyPath),
        AllocateNodeCidrs = true,
        ClusterCidr = options.ClusterCidr,
    };

    public KubeletOptions Kubelet(string runtimeEndpoint) => new()
    {
        NodeName = options.NodeName,
        NodeIPs = [options.NodeAddress],
        ContainerRuntimeEndpoint = runtimeEndpoint,
        RootDir = options.Paths.Kubelet,
        PodLogsDir = options.PodLogsDirectory,
        CgroupRoot = options.CgroupRoot,
        StaticPodPath = options.Paths.Manifests,
        ClusterDNS = [options.ClusterDns],
        ClusterDomain = options.ClusterDomain,
        SerializeImagePulls = false,
        Version = ProductVersion.GitVersion,
        Port = options.KubeletPort,
        Server = new KubeletServerOptions
        {
            TLSCertFile = pki.KubeletServerCertificatePath,
            TLSPrivateKeyFile = pki.KubeletServerKeyPath,
            ClientCAFile = pki.CaCertificatePath,
            CertDirectory = Path.Combine(options.Paths.Kubelet, "pki"),
        },
    };

    public ProxyOptions Proxy => new()
    {
        NodeName = options.NodeName,
        NodeAddresses = [options.NodeAddress],
        ClusterCidrs = [options.ClusterCidr],
    };

    public ClusterDnsOptions Dns => new()
    {
        Listen = new IPEndPoint(IPAddress.Parse(options.NodeAddress), DnsPort),
        ClusterIP = options.ClusterDns,
        NodeName = options.NodeName,
        ClusterDomain = options.ClusterDomain,
    };

    public ResourceMetricsOptions Metrics => new()
    {
        Listen = new IPEndPoint(IPAddress.Parse(options.NodeAddress), 0),
        NodeName = options.NodeName,
    };

    public NodeNetworkOptions Network => new()
    {
        NodeName = options.NodeName,
        CniConfigurationDirectory = options.Paths.CniConfiguration,
        LeaseDirectory = options.Paths.CniLeases,
        ClusterCidr = options.ClusterCidr,
    };

    public LocalPathOptions LocalPath => new()
    {
        NodeName = options.NodeName,
        Directory = options.Paths.Volumes,
    };
}

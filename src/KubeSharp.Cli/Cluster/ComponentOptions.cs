using System.Net;
using KubeSharp.ApiServer;
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
    private bool OwnsRuntime => options.ContainerRuntimeEndpoint.Length == 0;

    public ApiServerOptions ApiServer
    {
        get
        {
            var basis = options.Access.ApplyTo(new ApiServerFiles().Or(pki).ToOptions(IPAddress.Parse(options.NodeAddress)));
            return basis with
            {
                SecurePort = options.SecurePort,
                InProcessComponents = ["controller-manager", "scheduler"],
                Access = basis.Access! with
                {
                    ServiceAccountIssuers = [$"https://kubernetes.default.svc.{options.ClusterDomain}"],
                    ServiceClusterIPRanges = [IPNetwork.Parse(options.ServiceCidr)],
                    ServiceNodePortRange = FlagValues.PortRange(options.ServiceNodePortRange, "--service-node-port-range"),
                },
            };
        }
    }

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

    public KubeletOptions Kubelet => new()
    {
        NodeName = options.NodeName,
        NodeIPs = [options.NodeAddress],
        ContainerRuntimeEndpoint = OwnsRuntime ? ContainerRuntimes.Options(options.Paths).Endpoint : options.ContainerRuntimeEndpoint,
        RootDir = options.Paths.Kubelet,
        PodLogsDir = options.PodLogsDirectory,
        CgroupRoot = options.CgroupRoot,
        CgroupDriver = options.CgroupDriver,
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
        Mode = options.ProxyMode,
        NodePortAddresses = ProxyOptions.DefaultNodePortAddresses(options.ProxyMode),
        NodeName = options.NodeName,
        NodeAddresses = [options.NodeAddress],
        ClusterCidrs = [options.ClusterCidr],
    };

    /// <summary>Whoever brings a runtime brings its network too.</summary>
    public AddonOptions Addons
    {
        get
        {
            var all = AddonOptions.Of(
                options.Paths, options.NodeName, options.NodeAddress, options.ClusterCidr, options.ClusterDns, options.ClusterDomain);
            return OwnsRuntime ? all with { Containerd = all.Containerd! with { CgroupDriver = options.CgroupDriver } } : all with { Containerd = null, Network = null };
        }
    }
}

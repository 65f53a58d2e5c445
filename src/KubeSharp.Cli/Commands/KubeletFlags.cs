using System.CommandLine;
using KubeSharp.Addons.ContainerRuntime;
using KubeSharp.Cli.Cluster;
using KubeSharp.Kubelet;
using KubeSharp.Kubelet.Server;

namespace KubeSharp.Cli.Commands;

/// <summary>The flags of the kubelet, named as upstream's flags and, for what only its configuration file has there, its fields.</summary>
internal sealed class KubeletFlags
{
    private readonly Option<string> _dataDirectory;
    private readonly Option<string> _nodeName;
    private readonly Option<string[]> _nodeAddresses;
    private readonly Option<string> _runtime;
    private readonly Option<string> _images;
    private readonly Option<string> _rootDirectory;
    private readonly Option<string> _podLogs;
    private readonly Option<string> _manifests;
    private readonly Option<string> _manifestUrl;
    private readonly Option<string[]> _clusterDns;
    private readonly Option<string> _clusterDomain;
    private readonly Option<string> _resolvConf;
    private readonly Option<string> _cgroupRoot;
    private readonly Option<string> _cgroupDriver;
    private readonly Option<int> _maxPods;
    private readonly Option<string[]> _labels;
    private readonly Option<string[]> _taints;
    private readonly Option<bool> _register;
    private readonly Option<string> _providerId;
    private readonly Option<string[]> _systemReserved;
    private readonly Option<string[]> _kubeReserved;
    private readonly Option<string[]> _evictionHard;
    private readonly Option<string[]> _unsafeSysctls;
    private readonly Option<bool> _serializePulls;
    private readonly Option<bool> _seccompDefault;
    private readonly Option<string> _address;
    private readonly Option<int> _port;
    private readonly Option<int> _healthzPort;
    private readonly Option<string> _tlsCert;
    private readonly Option<string> _tlsKey;
    private readonly Option<string> _clientCa;
    private readonly Option<bool> _anonymous;
    private readonly Option<string> _authorizationMode;

    public KubeletFlags(FlagSet flags)
    {
        _dataDirectory = flags.Text("--data-dir", "Directory of the node's data, as kubesharp addons has it", ClusterPaths.DefaultDataDirectory);
        _nodeName = flags.Text("--hostname-override", "Name of this node", ComponentCommand.DefaultNodeName);
        _nodeAddresses = flags.List("--node-ip", "Addresses of this node; that of the default route if not given");
        _runtime = flags.Text("--container-runtime-endpoint", "CRI endpoint of the container runtime (unix:///…); the containerd of kubesharp addons if not given");
        _images = flags.Text("--image-service-endpoint", "The same for images, if that is another");
        _rootDirectory = flags.Text("--root-dir", "Directory of volumes and other state of pods; DATA-DIR/kubelet if not given");
        _podLogs = flags.Text("--pod-logs-dir", "Directory of the containers' logs", "/var/log/pods");
        _manifests = flags.Text("--pod-manifest-path", "Manifests of static pods: a file or a directory; DATA-DIR/manifests if not given");
        _manifestUrl = flags.Text("--manifest-url", "Address of further manifests");
        _clusterDns = flags.List("--cluster-dns", "Addresses of the cluster's DNS, for pods");
        _clusterDomain = flags.Text("--cluster-domain", "Domain of the cluster's names", "cluster.local");
        _resolvConf = flags.Text("--resolv-conf", "Resolver configuration that pods' ones are made of", "/etc/resolv.conf");
        _cgroupRoot = flags.Text("--cgroup-root", "Cgroup that the pods' cgroups go below", "/");
        _cgroupDriver = flags.Text("--cgroup-driver", "cgroupfs or systemd, where the runtime does not tell", CgroupDrivers.OfHost());
        _maxPods = flags.Number("--max-pods", "Pods that the node takes", 110);
        _labels = flags.List("--node-labels", "Labels of the node when it registers: key=value");
        _taints = flags.List("--register-with-taints", "Taints of the node when it registers: key=value:effect");
        _register = flags.Switch("--register-node", "Make the Node object if it is missing", true);
        _providerId = flags.Text("--provider-id", "The machine's name at its provider");
        _systemReserved = flags.List("--system-reserved", "Resources kept back for the system: cpu=200m,memory=150Mi");
        _kubeReserved = flags.List("--kube-reserved", "Resources kept back for Kubernetes");
        _evictionHard = flags.List("--eviction-hard", "Thresholds of eviction: memory.available<100Mi,nodefs.available<10%");
        _unsafeSysctls = flags.List("--allowed-unsafe-sysctls", "Sysctls that pods may set besides the safe ones; a name may end in *");
        _serializePulls = flags.Switch("--serialize-image-pulls", "Pull one image at a time", true);
        _seccompDefault = flags.Switch("--seccomp-default", "Use the runtime's seccomp profile for containers that name none", false);
        _address = flags.Text("--address", "Address of the kubelet's server", "0.0.0.0");
        _port = flags.Number("--port", "HTTPS port of the kubelet's server", 10250);
        _healthzPort = flags.Number("--healthz-port", "Port of /healthz on the loopback address; 0 for none", 10248);
        _tlsCert = flags.Text("--tls-cert-file", "Certificate of the kubelet's server; a self-signed one is made if not given");
        _tlsKey = flags.Text("--tls-private-key-file", "Its key");
        _clientCa = flags.Text("--client-ca-file", "Authorities of client certificates: without, the API server has to come with a token");
        _anonymous = flags.Switch("--anonymous-auth", "Take requests without credentials as system:anonymous", false);
        _authorizationMode = flags.Text("--authorization-mode", "Webhook asks the API server, AlwaysAllow does not", "Webhook");
    }

    /// <exception cref="UserException">A flag cannot be used.</exception>
    public KubeletOptions Read(ParseResult result)
    {
        var paths = new ClusterPaths(Path.GetFullPath(result.GetRequiredValue(_dataDirectory)));
        var rootDirectory = OrElse(result.GetRequiredValue(_rootDirectory), paths.Kubelet);
        var thresholds = FlagValues.Thresholds(result.GetRequiredValue(_evictionHard), _evictionHard.Name);
        var defaults = new KubeletOptions { NodeName = result.GetRequiredValue(_nodeName) };
        return defaults with
        {
            NodeIPs = [.. FlagValues.Split(result.GetRequiredValue(_nodeAddresses)).Select(text => FlagValues.Address(text, _nodeAddresses.Name).ToString())],
            ContainerRuntimeEndpoint = OrElse(result.GetRequiredValue(_runtime), ContainerRuntimes.Options(paths).Endpoint),
            ImageServiceEndpoint = result.GetRequiredValue(_images),
            RootDir = rootDirectory,
            PodLogsDir = result.GetRequiredValue(_podLogs),
            StaticPodPath = OrElse(result.GetRequiredValue(_manifests), paths.Manifests),
            StaticPodURL = result.GetRequiredValue(_manifestUrl),
            ClusterDNS = FlagValues.Split(result.GetRequiredValue(_clusterDns)),
            ClusterDomain = result.GetRequiredValue(_clusterDomain),
            ResolvConf = result.GetRequiredValue(_resolvConf),
            CgroupRoot = result.GetRequiredValue(_cgroupRoot),
            CgroupDriver = FlagValues.OneOf(result.GetRequiredValue(_cgroupDriver), _cgroupDriver.Name, CgroupDrivers.Cgroupfs, CgroupDrivers.Systemd),
            MaxPods = result.GetValue(_maxPods),
            NodeLabels = FlagValues.Pairs(result.GetRequiredValue(_labels)),
            RegisterWithTaints = FlagValues.Taints(result.GetRequiredValue(_taints), _taints.Name),
            RegisterNode = result.GetValue(_register),
            ProviderID = result.GetRequiredValue(_providerId),
            SystemReserved = FlagValues.Quantities(result.GetRequiredValue(_systemReserved), _systemReserved.Name),
            KubeReserved = FlagValues.Quantities(result.GetRequiredValue(_kubeReserved), _kubeReserved.Name),
            EvictionHard = thresholds.Count > 0 ? thresholds : defaults.EvictionHard,
            AllowedUnsafeSysctls = FlagValues.Split(result.GetRequiredValue(_unsafeSysctls)),
            SerializeImagePulls = result.GetValue(_serializePulls),
            SeccompDefault = result.GetValue(_seccompDefault),
            Version = ProductVersion.GitVersion,
            Port = result.GetValue(_port),
            Server = new KubeletServerOptions
            {
                Address = result.GetRequiredValue(_address),
                HealthzPort = result.GetValue(_healthzPort),
                TLSCertFile = result.GetRequiredValue(_tlsCert),
                TLSPrivateKeyFile = result.GetRequiredValue(_tlsKey),
                ClientCAFile = result.GetRequiredValue(_clientCa),
                CertDirectory = Path.Combine(rootDirectory, "pki"),
                AnonymousAuth = result.GetValue(_anonymous),
                WebhookAuthorization = FlagValues.OneOf(result.GetRequiredValue(_authorizationMode), _authorizationMode.Name, "Webhook", "AlwaysAllow") == "Webhook",
            },
        };
    }

    private static string OrElse(string value, string other) => value.Length > 0 ? value : other;
}

using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Server;

namespace KubeSharp.Kubelet;

/// <summary>What a kubelet is told at start; the names follow upstream's flags and KubeletConfiguration.</summary>
public sealed record KubeletOptions
{
    /// <summary>The node's name in the API.</summary>
    public required string NodeName { get; init; }

    /// <summary>Addresses the node reports; empty finds the one of the default route.</summary>
    public IReadOnlyList<string> NodeIPs { get; init; } = [];

    public string ContainerRuntimeEndpoint { get; init; } = "unix:///run/containerd/containerd.sock";

    /// <summary>Empty where the runtime serves images too.</summary>
    public string ImageServiceEndpoint { get; init; } = "";

    public TimeSpan RuntimeRequestTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>State of pods: <c>pods/UID/…</c>.</summary>
    public string RootDir { get; init; } = "/var/lib/kubelet";

    public string PodLogsDir { get; init; } = "/var/log/pods";

    /// <summary>Links to the logs for log agents; empty for none.</summary>
    public string ContainerLogsDir { get; init; } = "";

    /// <summary>Manifests of static pods; empty for none.</summary>
    public string StaticPodPath { get; init; } = "";

    public string StaticPodURL { get; init; } = "";

    public IReadOnlyDictionary<string, string> StaticPodURLHeader { get; init; } = new Dictionary<string, string>();

    public TimeSpan FileCheckFrequency { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan HTTPCheckFrequency { get; init; } = TimeSpan.FromSeconds(20);

    public TimeSpan SyncFrequency { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary><c>cgroupfs</c> or <c>systemd</c>, unless the runtime tells.</summary>
    public string CgroupDriver { get; init; } = "cgroupfs";

    /// <summary>A cgroup to put <c>kubepods</c> in; <c>/</c> for the root.</summary>
    public string CgroupRoot { get; init; } = "/";

    /// <summary>Whether the cgroup tree by quality of service is made and pods are put in it.</summary>
    public bool CgroupsPerQOS { get; init; } = true;

    public bool CPUCFSQuota { get; init; } = true;

    public long PodPidsLimit { get; init; } = -1;

    public IReadOnlyList<string> ClusterDNS { get; init; } = [];

    public string ClusterDomain { get; init; } = "cluster.local";

    public string ResolvConf { get; init; } = "/etc/resolv.conf";

    public int MaxPods { get; init; } = 110;

    public IReadOnlyDictionary<string, Quantity> SystemReserved { get; init; } = new Dictionary<string, Quantity>();

    public IReadOnlyDictionary<string, Quantity> KubeReserved { get; init; } = new Dictionary<string, Quantity>();

    public bool RegisterNode { get; init; } = true;

    public bool RegisterSchedulable { get; init; } = true;

    public IReadOnlyDictionary<string, string> NodeLabels { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<Taint> RegisterWithTaints { get; init; } = [];

    public string ProviderID { get; init; } = "";

    public TimeSpan NodeStatusUpdateFrequency { get; init; } = TimeSpan.FromSeconds(10);

    public TimeSpan NodeStatusReportFrequency { get; init; } = TimeSpan.FromMinutes(5);

    public int NodeLeaseDurationSeconds { get; init; } = 40;

    public int NodeStatusMaxImages { get; init; } = 50;

    /// <summary>Whether images are pulled one after another.</summary>
    public bool SerializeImagePulls { get; init; } = true;

    /// <summary>Pulls at a time where they are not serialized; 0 for no limit.</summary>
    public int MaxParallelImagePulls { get; init; }

    public int ImageGCHighThresholdPercent { get; init; } = 85;

    public int ImageGCLowThresholdPercent { get; init; } = 80;

    public TimeSpan ImageMinimumGCAge { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The image of sandboxes, which image garbage collection spares.</summary>
    public string PodInfraContainerImage { get; init; } = "";

    /// <summary>Signal → threshold, a quantity or a percentage: <c>memory.available</c> → <c>100Mi</c>.</summary>
    public IReadOnlyDictionary<string, string> EvictionHard { get; init; } = new Dictionary<string, string>
    {
        ["memory.available"] = "100Mi",
        ["nodefs.available"] = "10%",
        ["nodefs.inodesFree"] = "5%",
        ["imagefs.available"] = "15%",
        ["imagefs.inodesFree"] = "5%",
    };

    public TimeSpan EvictionPressureTransitionPeriod { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Patterns of sysctls that are allowed beyond the safe ones.</summary>
    public IReadOnlyList<string> AllowedUnsafeSysctls { get; init; } = [];

    /// <summary>Upper bound of the wait between restarts of a crashing container.</summary>
    public TimeSpan MaxContainerRestartPeriod { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Whether RuntimeDefault is the seccomp profile of containers that name none.</summary>
    public bool SeccompDefault { get; init; }

    /// <summary>Dead instances kept for each container, for their logs.</summary>
    public int MaxPerPodContainerCount { get; init; } = 1;

    /// <summary>What the node reports as kubeletVersion.</summary>
    public string Version { get; init; } = "v1.36.0";

    /// <summary>The kubelet's own HTTPS server, apart from its port.</summary>
    public KubeletServerOptions Server { get; init; } = new();

    /// <summary>Port of the kubelet's own HTTPS server, reported in the node's status.</summary>
    public int Port { get; init; } = 10250;
}

using System.IO.Hashing;
using System.Text;

namespace KubeSharp.Cli.Cluster;

/// <summary>Where a cluster keeps its things: one data directory, and running state below /run.</summary>
internal sealed record ClusterPaths(string DataDirectory)
{
    public const string DefaultDataDirectory = "/var/lib/kubesharp";

    public string Pki => Path.Combine(DataDirectory, "pki");

    public string Kubeconfigs => Path.Combine(DataDirectory, "kubeconfig");

    public string AdminKubeconfig => Kubeconfig("admin");

    public string AddonsKubeconfig => Kubeconfig("addons");

    public string Store => Path.Combine(DataDirectory, "store");

    public string Containerd => Path.Combine(DataDirectory, "containerd");

    public string CniConfiguration => Path.Combine(DataDirectory, "cni", "net.d");

    public string CniLeases => Path.Combine(DataDirectory, "cni", "networks");

    public string Kubeconfig(string component) => Path.Combine(Kubeconfigs, component + ".conf");

    public string Images => Path.Combine(DataDirectory, "images");

    public string Manifests => Path.Combine(DataDirectory, "manifests");

    public string Kubelet => Path.Combine(DataDirectory, "kubelet");

    public string Volumes => Path.Combine(DataDirectory, "volumes");

    public string Logs => Path.Combine(DataDirectory, "log");

    public string ServerLog => Path.Combine(Logs, "kubesharp.log");

    public string PidFile => Path.Combine(RunDirectory, "kubesharp.pid");

    /// <summary>Short, because unix socket paths are; clusters with other data directories get one each.</summary>
    public string RunDirectory => DataDirectory == DefaultDataDirectory
        ? "/run/kubesharp"
        : "/run/kubesharp-" + Convert.ToHexStringLower(XxHash32.Hash(Encoding.UTF8.GetBytes(DataDirectory)));
}

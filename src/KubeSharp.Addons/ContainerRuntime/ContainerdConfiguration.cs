namespace KubeSharp.Addons.ContainerRuntime;

/// <summary>The configuration file of the cluster's containerd, fitted to this host.</summary>
internal static class ContainerdConfiguration
{
    private static readonly string[] CniPluginDirectories = ["/opt/cni/bin", "/usr/lib/cni", "/usr/libexec/cni"];

    public static string Render(ContainerdOptions options, HostCapabilities host) =>
        $"""
        version = 2
        root = "{options.DataDirectory}/root"
        state = "{options.StateDirectory}/state"
        oom_score = {(host.MayLowerOomScore ? -999 : 0)}

        [grpc]
          address = "{options.Socket}"

        [plugins."io.containerd.grpc.v1.cri"]
          sandbox_image = "{PauseImage.Name}"
          restrict_oom_score_adj = {Toml(!host.MayLowerOomScore)}
          tolerate_missing_hugetlb_controller = true
          disable_hugetlb_controller = true
          netns_mounts_under_state_dir = true

        [plugins."io.containerd.grpc.v1.cri".cni]
          bin_dir = "{CniPluginDirectory()}"
          conf_dir = "{options.CniConfigurationDirectory}"

        [plugins."io.containerd.grpc.v1.cri".containerd]
          snapshotter = "overlayfs"

        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
          runtime_type = "io.containerd.runc.v2"

        [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
          SystemdCgroup = {Toml(options.CgroupDriver == CgroupDrivers.Systemd)}

        """;

    /// <summary>The reference plugins: upstream's place first, then Debian's.</summary>
    public static string CniPluginDirectory() =>
        Array.Find(CniPluginDirectories, directory => File.Exists(Path.Combine(directory, "bridge"))) ?? CniPluginDirectories[0];

    private static string Toml(bool value) => value ? "true" : "false";
}

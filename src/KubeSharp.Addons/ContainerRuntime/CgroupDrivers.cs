namespace KubeSharp.Addons.ContainerRuntime;

/// <summary>Who manages cgroups. The runtime and the kubelet have to agree, or no pod starts.</summary>
public static class CgroupDrivers
{
    public const string Cgroupfs = "cgroupfs";
    public const string Systemd = "systemd";

    /// <summary>systemd where it is PID 1 and the hierarchy is unified (v2): nobody else may write there.</summary>
    public static string OfHost() =>
        Directory.Exists("/run/systemd/system") && File.Exists("/sys/fs/cgroup/cgroup.controllers") ? Systemd : Cgroupfs;
}

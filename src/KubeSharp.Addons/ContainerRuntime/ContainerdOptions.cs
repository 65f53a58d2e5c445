namespace KubeSharp.Addons.ContainerRuntime;

/// <summary>Where the cluster's own containerd lives. All of it is apart from a containerd that the machine may run.</summary>
public sealed record ContainerdOptions
{
    /// <summary>Images, snapshots and the configuration file.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Socket and running state; on a file system that a reboot clears. Kept short: a unix socket path holds 107 bytes.</summary>
    public required string StateDirectory { get; init; }

    /// <summary>Folder that the pod network's configuration appears in.</summary>
    public required string CniConfigurationDirectory { get; init; }

    /// <summary>Folder of image archives that are imported at start.</summary>
    public required string ImagesDirectory { get; init; }

    public required string LogFile { get; init; }

    /// <summary><see cref="CgroupDrivers.Cgroupfs"/> or <see cref="CgroupDrivers.Systemd"/>.</summary>
    public string CgroupDriver { get; init; } = CgroupDrivers.OfHost();

    public string Socket => Path.Combine(StateDirectory, "containerd.sock");

    public string Endpoint => "unix://" + Socket;
}

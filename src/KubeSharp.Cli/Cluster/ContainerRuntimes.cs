using KubeSharp.Addons.ContainerRuntime;

namespace KubeSharp.Cli.Cluster;

internal static class ContainerRuntimes
{
    public static ContainerdOptions Options(ClusterPaths paths) => new()
    {
        DataDirectory = paths.Containerd,
        StateDirectory = paths.RunDirectory,
        CniConfigurationDirectory = paths.CniConfiguration,
        ImagesDirectory = paths.Images,
        LogFile = Path.Combine(paths.Logs, "containerd.log"),
    };
}

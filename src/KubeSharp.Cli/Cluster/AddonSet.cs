using KubeSharp.Addons.ClusterDns;
using KubeSharp.Addons.ContainerRuntime;
using KubeSharp.Addons.LocalPath;
using KubeSharp.Addons.NodeNetwork;
using KubeSharp.Addons.ResourceMetrics;
using KubeSharp.Client;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Cluster;

/// <summary>What a bare machine is given besides Kubernetes' own components, inside of a cluster's process or in one of its own.</summary>
internal sealed class AddonSet(AddonOptions options, ILoggerFactory loggers, TimeProvider time)
{
    private readonly Containerd? _runtime =
        options.Containerd is { } containerd ? new Containerd(containerd, time, loggers.CreateLogger<Containerd>()) : null;

    /// <summary>Completes when containers can run; at once where the runtime is somebody else's.</summary>
    public Task RuntimeStarted { get; private set; } = Task.CompletedTask;

    /// <summary>Before anything else, because it takes longest.</summary>
    public void StartRuntime(CancellationToken cancellationToken) => RuntimeStarted = _runtime?.StartAsync(cancellationToken) ?? Task.CompletedTask;

    /// <param name="group">Runs them.</param>
    /// <param name="clusterReady">Completes when the cluster has the addons' rights.</param>
    /// <param name="client">The cluster.</param>
    /// <param name="overHttp">The same over HTTP: kubelets are asked through the API server's proxy, which has no form inside the process.</param>
    public void Start(ComponentGroup group, Task clusterReady, KubeClient client, KubeClient overHttp)
    {
        if (_runtime is { } runtime)
        {
            group.Start("containerd", RuntimeStarted, runtime.SuperviseAsync);
        }

        if (options.Network is { } network)
        {
            group.Start("node-network", clusterReady, new NodeNetworkComponent(network, client, loggers, time).RunAsync);
        }

        if (options.Dns is { } dns)
        {
            group.Start("dns", clusterReady, new ClusterDnsComponent(dns, client, loggers, time).RunAsync);
        }

        if (options.LocalPath is { } localPath)
        {
            group.Start("local-path", clusterReady, new LocalPathProvisioner(localPath, client, loggers, time).RunAsync);
        }

        if (options.Metrics is { } metrics)
        {
            group.Start("resource-metrics", clusterReady, new ResourceMetricsComponent(metrics, overHttp, loggers, time).RunAsync);
        }
    }
}

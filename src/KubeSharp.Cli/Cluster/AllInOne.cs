using KubeSharp.Addons.ClusterDns;
using KubeSharp.Addons.ContainerRuntime;
using KubeSharp.Addons.LocalPath;
using KubeSharp.Addons.NodeNetwork;
using KubeSharp.Addons.ResourceMetrics;
using KubeSharp.ApiServer;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.Cli.Commands;
using KubeSharp.Client;
using KubeSharp.Controllers;
using KubeSharp.Kubelet;
using KubeSharp.Proxy;
using KubeSharp.Scheduler;
using KubeSharp.Storage;
using KubeSharp.Storage.Embedded;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Cluster;

/// <summary>
/// A whole cluster in this process. Every component is a client of the API server under its own identity, over a transport that needs
/// no sockets.
/// </summary>
/// <remarks>
/// Start: 1. certificates; 2. store; 3. API server, and beside it the container runtime; 4. all other components at once. Stop is the
/// reverse; containers and their runtime go on.
/// </remarks>
internal sealed class AllInOne(ClusterOptions options, ILoggerFactory loggers, TimeProvider time)
{
    private static readonly TimeSpan CompactionPeriod = TimeSpan.FromMinutes(5);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pki = ClusterCredentials.Ensure(options, time);
        Directory.CreateDirectory(options.Paths.Manifests);
        await using var store = EmbeddedStore.Open(
            new EmbeddedStoreOptions { Directory = options.Paths.Store }, time, loggers.CreateLogger<EmbeddedStore>());
        var components = new ComponentOptions(options, pki);

        var runtime = new Containerd(ContainerRuntimes.Options(options.Paths), time, loggers.CreateLogger<Containerd>());
        var runtimeStarted = OwnsRuntime ? runtime.StartAsync(cancellationToken) : Task.CompletedTask;
        await using var server = new ApiServerHost(components.ApiServer, store, loggers, time);
        await server.StartAsync(cancellationToken);
        try
        {
            await using var group = new ComponentGroup(loggers.CreateLogger<ComponentGroup>());
            StartComponents(group, server, components, runtime, runtimeStarted);
            group.Start("compaction", new PeriodicCompaction(store, CompactionPeriod, time).RunAsync);
            await group.WaitAsync(cancellationToken);
        }
        finally
        {
            await server.StopAsync(CancellationToken.None);
        }
    }

    private bool OwnsRuntime => options.ContainerRuntimeEndpoint.Length == 0;

    private void StartComponents(ComponentGroup group, ApiServerHost server, ComponentOptions components, Containerd runtime, Task runtimeStarted)
    {
        var endpoint = OwnsRuntime ? ContainerRuntimes.Options(options.Paths).Endpoint : options.ContainerRuntimeEndpoint;
        var node = Client(server, WellKnownUsers.NodePrefix + options.NodeName, WellKnownUsers.NodesGroup);
        var admin = Client(server, "kubesharp:addons", WellKnownUsers.MastersGroup);
        group.Start(
            "controller-manager",
            new ControllerManager(components.Controllers, Client(server, WellKnownUsers.KubeControllerManager, WellKnownUsers.MastersGroup), loggers, time).RunAsync);
        group.Start("scheduler", new SchedulerComponent(new SchedulerOptions(), Client(server, WellKnownUsers.KubeScheduler), loggers, time).RunAsync);
        group.Start("proxy", new ProxyComponent(components.Proxy, Client(server, WellKnownUsers.KubeProxy), loggers, time).RunAsync);
        group.Start("dns", new ClusterDnsComponent(components.Dns, admin, loggers, time).RunAsync);
        group.Start("local-path", new LocalPathProvisioner(components.LocalPath, admin, loggers, time).RunAsync);
        group.Start("resource-metrics", async token =>
        {
            // Kubelets are asked through the API server's proxy, which has no form inside the process.
            using var transport = KubeClients.Transport(options.Paths.AdminKubeconfig, "kubesharp-resource-metrics", time);
            await new ResourceMetricsComponent(components.Metrics, new KubeClient(transport), loggers, time).RunAsync(token);
        });
        group.Start("kubelet", async token =>
        {
            await runtimeStarted.WaitAsync(token);
            await new KubeletComponent(components.Kubelet(endpoint), node, loggers, time).RunAsync(token);
        });
        if (OwnsRuntime)
        {
            group.Start("node-network", new NodeNetworkComponent(components.Network, node, loggers, time).RunAsync);
            group.Start("containerd", async token =>
            {
                await runtimeStarted.WaitAsync(token);
                await runtime.SuperviseAsync(token);
            });
        }
    }

    private static KubeClient Client(ApiServerHost server, string user, params string[] groups) =>
        new(server.CreateTransport(new UserInfo { Name = user, Groups = [.. groups, WellKnownUsers.AuthenticatedGroup] }));
}

using KubeSharp.ApiServer;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.Cli.Commands;
using KubeSharp.Client;
using KubeSharp.Controllers;
using KubeSharp.Kubelet;
using KubeSharp.Proxy;
using KubeSharp.Scheduler;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Cluster;

/// <summary>
/// A whole cluster in this process. Every component is a client of the API server under its own identity, over a transport that needs
/// no sockets.
/// </summary>
/// <remarks>
/// Start: 1. certificates; 2. store and API server, and beside them the container runtime; 3. the kubelet as soon as there is a runtime, and
/// all others as soon as the default roles are there. Stop is the reverse; containers and their runtime go on.
/// </remarks>
internal sealed class AllInOne(ClusterOptions options, ILoggerFactory loggers, TimeProvider time)
{
    private const string ControllerManagerName = "kube-controller-manager";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var pki = ClusterCredentials.Ensure(options.Credentials, time);
        Directory.CreateDirectory(options.Paths.Manifests);
        var components = new ComponentOptions(options, pki);
        var addons = new AddonSet(components.Addons, loggers, time);
        addons.StartRuntime(cancellationToken);
        using var addonsOverHttp = KubeClients.Transport(options.Paths.AddonsKubeconfig, "kubesharp-addons", time);
        var process = new ApiServerProcess(components.ApiServer, options.Store, loggers, time);
        await process.RunAsync(
            (server, group) =>
            {
                StartControlPlane(group, server, components);
                StartNode(group, server, components, addons.RuntimeStarted);
                addons.Start(group, server.Ready, Client(server, WellKnownUsers.Addons), new KubeClient(addonsOverHttp));
            },
            cancellationToken);
    }

    private void StartControlPlane(ComponentGroup group, ApiServerHost server, ComponentOptions components)
    {
        var reader = new KubeClient(server.CreateTransport(User(WellKnownUsers.KubeControllerManager), ControllerManagerName));
        group.Start("controller-manager", server.Ready, new ControllerManager(components.Controllers, reader, name => Account(server, name), loggers, time).RunAsync);
        group.Start("scheduler", server.Ready, new SchedulerComponent(new SchedulerOptions(), Client(server, WellKnownUsers.KubeScheduler), loggers, time).RunAsync);
    }

    private void StartNode(ComponentGroup group, ApiServerHost server, ComponentOptions components, Task runtimeStarted)
    {
        group.Start("proxy", server.Ready, new ProxyComponent(components.Proxy, Client(server, WellKnownUsers.KubeProxy), loggers, time).RunAsync);
        var node = Client(server, WellKnownUsers.NodePrefix + options.NodeName, WellKnownUsers.NodesGroup);
        group.Start("kubelet", runtimeStarted, new KubeletComponent(components.Kubelet, node, loggers, time).RunAsync);
    }

    /// <summary>A controller's own identity. The account itself need not exist for that.</summary>
    private static KubeClient Account(ApiServerHost server, string name)
    {
        const string ns = "kube-system";
        var user = User(
            $"{WellKnownUsers.ServiceAccountPrefix}{ns}:{name}", WellKnownUsers.ServiceAccountsGroup, $"{WellKnownUsers.ServiceAccountsGroup}:{ns}");
        return new KubeClient(server.CreateTransport(user, ControllerManagerName));
    }

    private static KubeClient Client(ApiServerHost server, string user, params string[] groups) => new(server.CreateTransport(User(user, groups)));

    private static UserInfo User(string name, params string[] groups) => new() { Name = name, Groups = [.. groups, WellKnownUsers.AuthenticatedGroup] };
}

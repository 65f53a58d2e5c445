using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Connect.Logs;
using KubeSharp.ApiServer.Connect.Nodes;
using KubeSharp.ApiServer.Connect.Pods;
using KubeSharp.ApiServer.Connect.PortForward;
using KubeSharp.ApiServer.Connect.Proxy;
using KubeSharp.ApiServer.Connect.RemoteCommand;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Hosting;

namespace KubeSharp.ApiServer.Connect;

/// <summary>The subresources that lead to kubelets, pods and services. Owns the connections to them.</summary>
internal sealed class ConnectSubresources : IDisposable
{
    private readonly BackendClients _clients;
    private readonly Forwarding _forwarding = new();

    public ConnectSubresources(IObjectLookup objects, KubeletClientOptions options, TimeProvider time)
    {
        _clients = new BackendClients(options);
        var pods = new PodTargets(objects);
        var kubelets = new KubeletLocator(objects, options);
        var targets = new ProxyTargets(objects, pods, kubelets, _clients);
        Handlers = new Dictionary<(string Group, string Resource, string Subresource), IConnectHandler>
        {
            [("", "pods", "log")] = new PodLogHandler(pods, kubelets, _clients, time),
            [("", "pods", "exec")] = new RemoteCommandHandler("exec", pods, kubelets, _clients, _forwarding, time),
            [("", "pods", "attach")] = new RemoteCommandHandler("attach", pods, kubelets, _clients, _forwarding, time),
            [("", "pods", "portforward")] = new PortForwardHandler(pods, kubelets, _clients, _forwarding, time),
            [("", "pods", "proxy")] = new ProxyHandler(namespaced: true, targets.PodAsync, _forwarding),
            [("", "services", "proxy")] = new ProxyHandler(namespaced: true, targets.ServiceAsync, _forwarding),
            [("", "nodes", "proxy")] = new ProxyHandler(namespaced: false, targets.NodeAsync, _forwarding),
        };
    }

    /// <summary>By group, resource and subresource.</summary>
    public IReadOnlyDictionary<(string Group, string Resource, string Subresource), IConnectHandler> Handlers { get; }

    public void AddTo(ApiServerParts parts)
    {
        foreach (var (key, handler) in Handlers)
        {
            parts.Connects[key] = handler;
        }
    }

    public void Dispose()
    {
        _clients.Dispose();
        _forwarding.Dispose();
    }
}

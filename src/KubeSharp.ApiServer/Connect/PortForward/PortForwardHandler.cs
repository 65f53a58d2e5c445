using KubeSharp.ApiServer.Connect.Nodes;
using KubeSharp.ApiServer.Connect.Pods;
using KubeSharp.ApiServer.Connect.WebSockets;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Connect.PortForward;

/// <summary>pods/portforward: SPDY and the older WebSocket protocol are handed on unread, SPDY in a WebSocket is unwrapped.</summary>
internal sealed class PortForwardHandler(PodTargets pods, KubeletLocator kubelets, BackendClients clients, Forwarding forwarding, TimeProvider time) : IConnectHandler
{
    public async Task HandleAsync(RequestContext context, HttpContext http, CancellationToken cancellationToken)
    {
        var pod = await pods.GetAsync(context.Info.Namespace, context.Info.Name, cancellationToken);
        var path = $"/portForward/{pod.Metadata.Namespace}/{pod.Metadata.Name}";
        var kubelet = kubelets.Locate(PodTargets.Node(pod));
        if (WebSocketUpgrade.IsWebSocketRequest(http.Request) && WebSocketUpgrade.OfferedProtocols(http.Request).Contains(PortForwardTunnel.Protocol))
        {
            await using var connection = await KubeletUpgrade.DialAsync(
                clients.Kubelet, new Uri(kubelet, path), PortForwardTunnel.InnerProtocol, cancellationToken);
            using var client = await WebSocketUpgrade.AcceptAsync(http, PortForwardTunnel.Protocol);
            await PortForwardTunnel.RunAsync(client, connection, time, cancellationToken);
            return;
        }

        // WebSocket clients of old name their ports in the query; the kubelet calls the parameter otherwise.
        var ports = string.Join(',', http.Request.Query["ports"].ToArray());
        var target = new Uri(kubelet, ports.Length > 0 ? $"{path}?port={Uri.EscapeDataString(ports)}" : path);
        await forwarding.ForwardAsync(http, target, clients.Kubelet, new ForwardTransformer(target), cancellationToken);
    }
}

using System.Text;
using KubeSharp.Api;
using KubeSharp.ApiServer.Connect.Nodes;
using KubeSharp.ApiServer.Connect.Pods;
using KubeSharp.ApiServer.Connect.Spdy;
using KubeSharp.ApiServer.Connect.WebSockets;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Connect.RemoteCommand;

/// <summary>
/// pods/exec and pods/attach. A SPDY client is joined with the kubelet unread. For a WebSocket client the streams are translated here,
/// so that kubelets and runtimes need to know nothing but SPDY, whichever they are.
/// </summary>
/// <param name="action">The kubelet's path: exec or attach.</param>
internal sealed class RemoteCommandHandler(
    string action, PodTargets pods, KubeletLocator kubelets, BackendClients clients, Forwarding forwarding, TimeProvider time) : IConnectHandler
{
    public async Task HandleAsync(RequestContext context, HttpContext http, CancellationToken cancellationToken)
    {
        var query = http.Request.Query;
        var pod = await pods.GetAsync(context.Info.Namespace, context.Info.Name, cancellationToken);
        var container = PodTargets.Container(pod, ConnectQuery.First(query, "container"));
        var streams = new RemoteCommandStreams(
            ConnectQuery.Flag(query, "stdin"), ConnectQuery.Flag(query, "stdout"), ConnectQuery.Flag(query, "stderr"), ConnectQuery.Flag(query, "tty"));
        if (!streams.Any)
        {
            throw ApiErrors.BadRequest("you must specify at least 1 of stdin, stdout, stderr");
        }

        var target = new Uri(
            kubelets.Locate(PodTargets.Node(pod)),
            $"/{action}/{pod.Metadata.Namespace}/{pod.Metadata.Name}/{container}{Query(streams, query["command"])}");
        if (!WebSocketUpgrade.IsWebSocketRequest(http.Request))
        {
            await forwarding.ForwardAsync(http, target, clients.Kubelet, new ForwardTransformer(target), cancellationToken);
            return;
        }

        await TranslateAsync(http, target, streams, cancellationToken);
    }

    private async Task TranslateAsync(HttpContext http, Uri target, RemoteCommandStreams streams, CancellationToken cancellationToken)
    {
        var offered = WebSocketUpgrade.OfferedProtocols(http.Request);
        var protocol = ChannelProtocol.Select(offered)
            ?? throw ApiErrors.BadRequest($"unable to upgrade: none of the subprotocols [{string.Join(' ', offered)}] is supported");

        // The kubelet first: while the client still waits for its handshake, a refusal can be told in full.
        await using var kubelet = await KubeletUpgrade.DialAsync(clients.Kubelet, target, "v4.channel.k8s.io", cancellationToken);
        using var client = new ChannelSocket(await WebSocketUpgrade.AcceptAsync(http, protocol.Name), protocol);
        await new StreamTranslator(client, protocol, new SpdySession(kubelet, isClient: true), streams, time).RunAsync(cancellationToken);
    }

    private static string Query(RemoteCommandStreams streams, IEnumerable<string?> command)
    {
        var query = new StringBuilder();
        AddFlag(query, "input", streams.Stdin);
        AddFlag(query, "output", streams.Stdout);
        AddFlag(query, "error", streams.HasStderr);
        AddFlag(query, "tty", streams.Tty);
        foreach (var argument in command)
        {
            ConnectQuery.Add(query, "command", argument ?? "");
        }

        return query.ToString();
    }

    private static void AddFlag(StringBuilder query, string name, bool value)
    {
        if (value)
        {
            ConnectQuery.Add(query, name, "1");
        }
    }
}

using System.Net;
using KubeSharp.Api;
using KubeSharp.ApiServer.Connect.Nodes;
using KubeSharp.ApiServer.Connect.Pods;
using KubeSharp.ApiServer.Connect.WebSockets;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Http;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Connect.Logs;

/// <summary>pods/log: the text as the kubelet sends it, over HTTP or in the messages of a WebSocket.</summary>
internal sealed class PodLogHandler(PodTargets pods, KubeletLocator kubelets, BackendClients clients, TimeProvider time) : IConnectHandler
{
    private const int BufferSize = 32 * 1024;

    public async Task HandleAsync(RequestContext context, HttpContext http, CancellationToken cancellationToken)
    {
        var query = http.Request.Query;
        var kubeletQuery = LogQuery.ForKubelet(query, context.Info.Name);
        var pod = await pods.GetAsync(context.Info.Namespace, context.Info.Name, cancellationToken);
        var container = PodTargets.Container(pod, ConnectQuery.First(query, "container"));
        if (pod.Spec.NodeName.Length == 0)
        {
            // A pod on no node has said nothing yet.
            http.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var target = new Uri(
            kubelets.Locate(pod.Spec.NodeName), $"/containerLogs/{pod.Metadata.Namespace}/{pod.Metadata.Name}/{container}{kubeletQuery}");
        var client = ConnectQuery.Flag(query, "insecureSkipTLSVerifyBackend") ? clients.UnverifiedKubelet : clients.Kubelet;
        using var request = new HttpRequestMessage(HttpMethod.Get, target) { Version = HttpVersion.Version11 };
        using var response = await SendAsync(client, request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw KubeletUpgrade.Refusal(response.StatusCode, await KubeletUpgrade.ReadAsync(response, cancellationToken));
        }

        await using var log = await response.Content.ReadAsStreamAsync(cancellationToken);
        await CopyAsync(http, log, ConnectQuery.Flag(query, "follow"), cancellationToken);
    }

    private static async Task<HttpResponseMessage> SendAsync(HttpMessageInvoker client, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await client.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw ApiErrors.InternalError($"Get \"{request.RequestUri}\": {exception.Message}");
        }
    }

    private async Task CopyAsync(HttpContext http, Stream log, bool flush, CancellationToken cancellationToken)
    {
        if (WebSocketUpgrade.IsWebSocketRequest(http.Request))
        {
            await LogSocket.CopyAsync(http, log, time, cancellationToken);
            return;
        }

        http.Response.ContentType = "text/plain";
        if (flush)
        {
            await http.Response.StartAsync(cancellationToken);
            await http.Response.Body.FlushAsync(cancellationToken);
        }

        var buffer = new byte[BufferSize];
        int length;
        while ((length = await log.ReadAsync(buffer, cancellationToken)) > 0)
        {
            await http.Response.Body.WriteAsync(buffer.AsMemory(0, length), cancellationToken);
            if (flush)
            {
                await http.Response.Body.FlushAsync(cancellationToken);
            }
        }
    }
}

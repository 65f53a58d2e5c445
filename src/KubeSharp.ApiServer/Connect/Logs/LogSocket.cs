using System.Net.WebSockets;
using KubeSharp.Api;
using KubeSharp.ApiServer.Connect.WebSockets;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Connect.Logs;

/// <summary>A log in the messages of a WebSocket: binary.k8s.io as it is, base64.binary.k8s.io as text.</summary>
internal static class LogSocket
{
    private const string Binary = "binary.k8s.io";
    private const string Base64 = "base64.binary.k8s.io";
    private const int BufferSize = 24 * 1024;

    /// <summary>Copies to the end of the log, or until the client closes the socket.</summary>
    /// <exception cref="ApiException">400: no subprotocol is known.</exception>
    public static async Task CopyAsync(HttpContext http, Stream log, TimeProvider time, CancellationToken cancellationToken)
    {
        var offered = WebSocketUpgrade.OfferedProtocols(http.Request);
        var protocol = offered.FirstOrDefault(name => name is "" or Binary or Base64)
            ?? throw ApiErrors.BadRequest($"unable to upgrade: none of the subprotocols [{string.Join(' ', offered)}] is supported");
        using var socket = await WebSocketUpgrade.AcceptAsync(http, protocol);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var closing = WaitForCloseAsync(socket, ending);
        try
        {
            await SendAsync(socket, log, protocol == Base64, ending.Token);
            await SocketClose.SendAsync(socket, time, ending.Token);
            ending.CancelAfter(SocketClose.Timeout);
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException)
        {
            // The client left.
            await ending.CancelAsync();
        }

        await closing;
    }

    private static async Task SendAsync(WebSocket socket, Stream log, bool base64, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        int length;
        while ((length = await log.ReadAsync(buffer, cancellationToken)) > 0)
        {
            var message = base64 ? System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(buffer, 0, length)) : buffer.AsMemory(0, length);
            await socket.SendAsync(message, base64 ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }
    }

    private static async Task WaitForCloseAsync(WebSocket socket, CancellationTokenSource ending)
    {
        var buffer = new byte[512];
        try
        {
            while ((await socket.ReceiveAsync(buffer.AsMemory(), ending.Token)).MessageType != WebSocketMessageType.Close)
            {
                // What a reader of a log says is of no interest.
            }
        }
        catch (Exception exception) when (exception is WebSocketException or IOException or OperationCanceledException)
        {
            // Gone without a word.
        }

        await ending.CancelAsync();
    }
}

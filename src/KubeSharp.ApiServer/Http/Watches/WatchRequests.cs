using System.Net.WebSockets;
using KubeSharp.ApiServer.Cache.Watching;
using KubeSharp.ApiServer.Connect.WebSockets;
using KubeSharp.ApiServer.Handlers.Watches;
using KubeSharp.ApiServer.Http.Negotiation;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http.Watches;

/// <summary>Watches over HTTP and over WebSocket, until their time is up, the client goes or the server stops.</summary>
internal sealed class WatchRequests(ApiServerOptions options, WatchMetrics metrics, TimeProvider time, WatchShutdown shutdown)
{
    private const int FlushThreshold = 64 * 1024;

    public async ValueTask HandleAsync(HttpCall call, CancellationToken cancellationToken)
    {
        var format = Streamable(call.Negotiate(ViewsOffered.OfObject));
        var list = OptionsReader.List(call.Query);
        using var timeout = new CancellationTokenSource(WatchHandler.Duration(list, options.MinRequestTimeout), time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token, shutdown.Token);
        using var watcher = await WatchHandler
            .OpenAsync(call.Endpoint, call.Namespace, PathName(call), list, cancellationToken).ConfigureAwait(false);
        call.Context.ReleaseSeats();
        var encoder = new WatchEncoder(call, format);
        var sizes = metrics.Of(call.Endpoint.Resource);
        try
        {
            if (WebSocketUpgrade.IsWebSocketRequest(call.Http.Request))
            {
                await ServeWebSocketAsync(call.Http, watcher, encoder, sizes, format, end.Token).ConfigureAwait(false);
            }
            else
            {
                await ServeAsync(call, watcher, encoder, sizes, format, end.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The watch has had its time; the response just ends.
        }
    }

    private static ResponseFormat Streamable(ResponseFormat format) =>
        format.Wire == WireFormat.Yaml ? throw MediaTypeErrors.NotAcceptable() : format;

    /// <summary>The deprecated paths under /watch/ name the object in the path.</summary>
    private static string PathName(HttpCall call) => call.Query["fieldSelector"].Length == 0 ? call.Info.Name : "";

    private static async ValueTask ServeAsync(
        HttpCall call, Watcher watcher, WatchEncoder encoder, EventSizes sizes, ResponseFormat format, CancellationToken cancellationToken)
    {
        ObjectResponse.Begin(call.Http, format.StreamContentType, StatusCodes.Status200OK, call.Context);
        var writer = call.Http.Response.BodyWriter;

        // The client waits for the headers before it takes the watch for established.
        var flush = writer.FlushAsync(cancellationToken);
        while (await watcher.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            // Mostly done long since: to come back for its end alone would be a wake-up for every event and watcher.
            await flush.ConfigureAwait(false);
            while (watcher.TryRead(out var item))
            {
                await encoder.PrepareAsync(item, cancellationToken).ConfigureAwait(false);
                var before = writer.UnflushedBytes;
                encoder.Write(writer, item);
                var unflushed = writer.UnflushedBytes;
                sizes.Add(unflushed - before);
                if (unflushed >= FlushThreshold)
                {
                    await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
                }

                if (item.Type == WatchEventType.Error)
                {
                    await writer.FlushAsync(cancellationToken).ConfigureAwait(false);
                    return;
                }
            }

            flush = writer.FlushAsync(cancellationToken);
        }

        await flush.ConfigureAwait(false);
    }

    private static async ValueTask ServeWebSocketAsync(
        HttpContext http, Watcher watcher, WatchEncoder encoder, EventSizes sizes, ResponseFormat format, CancellationToken cancellationToken)
    {
        var protocol = WebSocketUpgrade.OfferedProtocols(http.Request)
            .FirstOrDefault(offered => !offered.StartsWith("base64url.bearer.", StringComparison.Ordinal), "");
        using var socket = await WebSocketUpgrade.AcceptAsync(http, protocol).ConfigureAwait(false);
        using var closed = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = DrainAsync(socket, closed);
        try
        {
            await SendAsync(socket, watcher, encoder, sizes, format, closed.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (closed.IsCancellationRequested)
        {
        }

        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", CancellationToken.None).ConfigureAwait(false);
        }

        await closed.CancelAsync().ConfigureAwait(false);
        await reading.ConfigureAwait(false);
    }

    private static async Task SendAsync(
        WebSocket socket, Watcher watcher, WatchEncoder encoder, EventSizes sizes, ResponseFormat format, CancellationToken cancellationToken)
    {
        using var buffer = new PooledBuffer();
        var type = format.Wire == WireFormat.Protobuf ? WebSocketMessageType.Binary : WebSocketMessageType.Text;
        while (await watcher.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (watcher.TryRead(out var item))
            {
                buffer.Clear();
                await encoder.PrepareAsync(item, cancellationToken).ConfigureAwait(false);
                encoder.Write(buffer, item);
                sizes.Add(buffer.Written.Length);
                await socket.SendAsync(buffer.Written, type, endOfMessage: true, cancellationToken).ConfigureAwait(false);
                if (item.Type == WatchEventType.Error)
                {
                    return;
                }
            }
        }
    }

    /// <summary>Reads what the client sends, which means nothing, until it closes.</summary>
    private static async Task DrainAsync(WebSocket socket, CancellationTokenSource closed)
    {
        var buffer = new byte[256];
        try
        {
            while (socket.State == WebSocketState.Open)
            {
                var received = await socket.ReceiveAsync(buffer.AsMemory(), closed.Token).ConfigureAwait(false);
                if (received.MessageType == WebSocketMessageType.Close)
                {
                    break;
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or IOException)
        {
        }

        await closed.CancelAsync().ConfigureAwait(false);
    }
}

using System.Net.WebSockets;
using KubeSharp.ApiServer.Connect.WebSockets;

namespace KubeSharp.ApiServer.Connect.PortForward;

/// <summary>
/// Port-forward as newer kubectl does it (KEP-4006): a whole SPDY connection inside the binary messages of a WebSocket. The bytes are
/// handed to the kubelet unread.
/// </summary>
internal static class PortForwardTunnel
{
    /// <summary>Subprotocol of the client; what follows the prefix is the protocol spoken inside.</summary>
    public const string Protocol = Prefix + InnerProtocol;

    public const string InnerProtocol = "portforward.k8s.io";

    private const string Prefix = "SPDY/3.1+";
    private const int BufferSize = 32 * 1024;

    /// <summary>Runs until either side ends.</summary>
    public static async Task RunAsync(WebSocket client, Stream kubelet, TimeProvider time, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var up = UpAsync(client, kubelet, ending.Token);
        var down = DownAsync(client, kubelet, time, ending.Token);
        if (await Task.WhenAny(up, down) == down)
        {
            ending.CancelAfter(SocketClose.Timeout);
        }
        else
        {
            await ending.CancelAsync();
        }

        await Task.WhenAll(Quietly(up), Quietly(down));
    }

    private static async Task UpAsync(WebSocket client, Stream kubelet, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        while (true)
        {
            var result = await client.ReceiveAsync(buffer.AsMemory(), cancellationToken);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return;
            }

            try
            {
                await kubelet.WriteAsync(buffer.AsMemory(0, result.Count), cancellationToken);
                await kubelet.FlushAsync(cancellationToken);
            }
            catch (IOException)
            {
                // The kubelet has closed, and the other direction tells the client so once it has sent everything.
            }
        }
    }

    private static async Task DownAsync(WebSocket client, Stream kubelet, TimeProvider time, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferSize];
        int length;
        while ((length = await ReadAsync(kubelet, buffer, cancellationToken)) > 0)
        {
            await client.SendAsync(buffer.AsMemory(0, length), WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);
        }

        await SocketClose.SendAsync(client, time, cancellationToken);
    }

    /// <summary>A connection that breaks has ended.</summary>
    private static async ValueTask<int> ReadAsync(Stream kubelet, byte[] buffer, CancellationToken cancellationToken)
    {
        try
        {
            return await kubelet.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static async Task Quietly(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception exception) when (exception is IOException or WebSocketException or OperationCanceledException)
        {
            // One side went away; that ends the tunnel and is no error.
        }
    }
}

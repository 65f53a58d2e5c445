using System.Net.WebSockets;

namespace KubeSharp.ApiServer.Connect.WebSockets;

/// <summary>How a socket is closed behind the last message.</summary>
internal static class SocketClose
{
    /// <summary>How long a client may take to read what has been sent before it answers the close.</summary>
    public static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The Python client waits for the socket below TLS and reads one message each time: it would not see a close that shares a TLS record
    /// with the message before, so that one goes out first.
    /// </summary>
    private static readonly TimeSpan OwnRecord = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until a close comes in a record of its own.</summary>
    public static Task AwaitRecordAsync(TimeProvider time, CancellationToken cancellationToken) => Task.Delay(OwnRecord, time, cancellationToken);

    /// <summary>Sends the close in a record of its own.</summary>
    public static async Task SendAsync(WebSocket socket, TimeProvider time, CancellationToken cancellationToken)
    {
        await AwaitRecordAsync(time, cancellationToken);
        await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", cancellationToken);
    }
}

using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Connect.Spdy;
using KubeSharp.ApiServer.Connect.WebSockets;
using static KubeSharp.ApiServer.Connect.RemoteCommand.RemoteCommandStreams;

namespace KubeSharp.ApiServer.Connect.RemoteCommand;

/// <summary>
/// Carries exec and attach between a WebSocket client (*.channel.k8s.io) and a kubelet that speaks SPDY/3.1 with v4.channel.k8s.io.
/// <list type="number">
/// <item>The SPDY streams are opened in the order that kubelets expect: error, stdin, stdout, stderr, resize.</item>
/// <item>An empty message tells the client that the connection stands.</item>
/// <item>Client to kubelet: stdin and resize; half-close on v5's close signal or when the client goes.</item>
/// <item>Kubelet to client: stdout, stderr and the error stream, each to its end; then the socket is closed and the client's close awaited.</item>
/// </list>
/// </summary>
internal sealed class StreamTranslator(ChannelSocket client, ChannelProtocol protocol, SpdySession kubelet, RemoteCommandStreams streams, TimeProvider time)
{
    private const int MaxStatus = 64 * 1024;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var session = kubelet.RunAsync(ending.Token);
        try
        {
            await TranslateAsync(ending);
        }
        catch (Exception exception) when (exception is IOException or WebSocketException or OperationCanceledException)
        {
            // Either end went away: the other is closed below.
        }
        finally
        {
            kubelet.Close();
            await ending.CancelAsync();
            await session;
        }
    }

    private async Task TranslateAsync(CancellationTokenSource ending)
    {
        // (1)
        var token = ending.Token;
        var error = await OpenAsync("error", token);
        var stdin = streams.Stdin ? await OpenAsync("stdin", token) : null;
        var stdout = streams.Stdout ? await OpenAsync("stdout", token) : null;
        var stderr = streams.HasStderr ? await OpenAsync("stderr", token) : null;
        var resize = streams.Tty ? await OpenAsync("resize", token) : null;

        // (2)
        await client.SendAsync(stdout is not null ? StdoutChannel : stderr is not null ? StderrChannel : ErrorChannel, default, token);

        // (3)
        var input = ReceiveAsync(stdin, resize, ending);

        // (4)
        await Task.WhenAll(ForwardAsync(stdout, StdoutChannel, token), ForwardAsync(stderr, StderrChannel, token), ForwardStatusAsync(error, token));
        // What the client still says is read until it closes too: a connection that is closed over unread input loses its output.
        kubelet.Close();
        await SocketClose.AwaitRecordAsync(time, token);
        await client.CloseAsync(token);
        ending.CancelAfter(SocketClose.Timeout);
        await input;
    }

    private Task<SpdyStream> OpenAsync(string type, CancellationToken cancellationToken) =>
        kubelet.OpenStreamAsync(new Dictionary<string, string> { ["streamtype"] = type }, cancellationToken);

    private async Task ReceiveAsync(SpdyStream? stdin, SpdyStream? resize, CancellationTokenSource ending)
    {
        try
        {
            while (await client.ReceiveAsync(ending.Token) is { } message)
            {
                if (protocol.CloseSignal && message.Channel == CloseChannel)
                {
                    if (stdin is not null && message.Payload is { Length: 1 } closed && closed.Span[0] == StdinChannel)
                    {
                        await SendAsync(stdin.CompleteAsync());
                    }

                    continue;
                }

                var target = message.Channel switch { StdinChannel => stdin, ResizeChannel => resize, _ => null };
                if (target is { OutputEnded: false })
                {
                    await SendAsync(target.WriteAsync(message.Payload, ending.Token));
                }
            }
        }
        catch (Exception exception) when (exception is IOException or WebSocketException or OperationCanceledException)
        {
            // As if the client had closed the socket.
        }

        // The client is gone for good: a command that waits for input must not be left behind.
        await ending.CancelAsync();
    }

    /// <summary>A command that does not read its input to the end may still have much to say.</summary>
    private static async Task SendAsync(ValueTask sending)
    {
        try
        {
            await sending;
        }
        catch (IOException)
        {
            // The stream or the command has ended.
        }
    }

    private async Task ForwardAsync(SpdyStream? stream, byte channel, CancellationToken cancellationToken)
    {
        if (stream is null)
        {
            return;
        }

        while (true)
        {
            var result = await stream.Input.ReadAsync(cancellationToken);
            foreach (var segment in result.Buffer)
            {
                if (segment.Length > 0)
                {
                    await client.SendAsync(channel, segment, cancellationToken);
                }
            }

            stream.Input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return;
            }
        }
    }

    private async Task ForwardStatusAsync(SpdyStream stream, CancellationToken cancellationToken)
    {
        var result = await stream.Input.ReadAtLeastAsync(MaxStatus, cancellationToken);
        var json = result.Buffer.ToArray();
        if (json.Length == 0)
        {
            return;
        }

        await client.SendAsync(ErrorChannel, protocol.StatusAsJson ? json : BareMessage(json), cancellationToken);
    }

    /// <summary>What clients before v4 get: nothing for success, the message for a failure.</summary>
    private static byte[] BareMessage(byte[] json)
    {
        try
        {
            var status = JsonNode.Parse(json);
            return (string?)status?["status"] == "Success" ? [] : Encoding.UTF8.GetBytes((string?)status?["message"] ?? "");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return json;
        }
    }
}

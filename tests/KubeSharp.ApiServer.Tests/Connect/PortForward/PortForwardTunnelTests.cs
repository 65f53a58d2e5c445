using System.Net.WebSockets;
using System.Text;
using KubeSharp.ApiServer.Connect.PortForward;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Connect.PortForward;

public sealed class PortForwardTunnelTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly WebSocket _client;
    private readonly Stream _kubelet;
    private readonly Task _tunnel;

    public PortForwardTunnelTests()
    {
        var (clientEnd, serverEnd) = DuplexStream.CreatePair();
        var (near, far) = DuplexStream.CreatePair();
        _client = WebSocket.CreateFromStream(clientEnd, new WebSocketCreationOptions());
        _kubelet = far;
        _tunnel = PortForwardTunnel.RunAsync(
            WebSocket.CreateFromStream(serverEnd, new WebSocketCreationOptions { IsServer = true }), near, _time, TestContext.Current.CancellationToken);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _client.Dispose();
        _kubelet.Dispose();
    }

    [Fact]
    public async Task Bytes_GoBothWays_InBinaryMessages()
    {
        await _client.SendAsync("up"u8.ToArray().AsMemory(), WebSocketMessageType.Binary, endOfMessage: true, Cancel);
        Assert.Equal("up", await ReadAsync());
        await _kubelet.WriteAsync("down"u8.ToArray(), Cancel);
        Assert.Equal("down", await ReceiveAsync());
    }

    [Fact]
    public async Task EndOfTheKubelet_IsTold_BehindItsLastBytes()
    {
        await _kubelet.WriteAsync("last"u8.ToArray(), Cancel);
        Assert.Equal("last", await ReceiveAsync());
        _kubelet.Dispose();
        var close = ReceiveAsync();
        while (!close.IsCompleted)
        {
            // The close comes in a record of its own, which takes its time.
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        Assert.Null(await close);
        await _client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", Cancel);
        await _tunnel;
    }

    [Fact]
    public async Task ClientThatCloses_EndsTheTunnel()
    {
        await _client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", Cancel);
        await _tunnel;
    }

    private async Task<string> ReadAsync()
    {
        var buffer = new byte[64];
        return Encoding.ASCII.GetString(buffer, 0, await _kubelet.ReadAsync(buffer, Cancel));
    }

    /// <summary>The next message; null for the close.</summary>
    private async Task<string?> ReceiveAsync()
    {
        var buffer = new byte[64];
        var received = await _client.ReceiveAsync(buffer.AsMemory(), Cancel);
        return received.MessageType == WebSocketMessageType.Close ? null : Encoding.ASCII.GetString(buffer, 0, received.Count);
    }
}

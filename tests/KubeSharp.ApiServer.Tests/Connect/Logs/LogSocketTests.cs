using System.Net.WebSockets;
using System.Text;
using KubeSharp.ApiServer.Connect.Logs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Connect.Logs;

public sealed class LogSocketTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", WebSocketMessageType.Binary, "line\n")]
    [InlineData("binary.k8s.io", WebSocketMessageType.Binary, "line\n")]
    [InlineData("base64.binary.k8s.io", WebSocketMessageType.Text, "bGluZQo=")]
    public async Task TheLogComesInMessages_AndThenTheClose(string protocol, WebSocketMessageType type, string expected)
    {
        var (clientEnd, serverEnd) = DuplexStream.CreatePair();
        using var client = WebSocket.CreateFromStream(clientEnd, new WebSocketCreationOptions());
        var copying = LogSocket.CopyAsync(Handshake(protocol, serverEnd), new MemoryStream("line\n"u8.ToArray()), _time, Cancel);

        var buffer = new byte[64];
        var received = await client.ReceiveAsync(buffer.AsMemory(), Cancel);
        Assert.Equal((type, expected), (received.MessageType, Encoding.ASCII.GetString(buffer, 0, received.Count)));

        var close = client.ReceiveAsync(buffer.AsMemory(), Cancel).AsTask();
        while (!close.IsCompleted)
        {
            // The close comes in a record of its own, which takes its time.
            _time.Advance(TimeSpan.FromMilliseconds(10));
            await Task.Yield();
        }

        Assert.Equal(WebSocketMessageType.Close, (await close).MessageType);
        await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", Cancel);
        await copying;
    }

    [Fact]
    public async Task ClientThatLeaves_EndsTheCopy()
    {
        var (clientEnd, serverEnd) = DuplexStream.CreatePair();
        using var client = WebSocket.CreateFromStream(clientEnd, new WebSocketCreationOptions());
        var (endless, _) = DuplexStream.CreatePair();
        var copying = LogSocket.CopyAsync(Handshake("", serverEnd), endless, _time, Cancel);
        await client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", Cancel);
        await copying;
    }

    private static DefaultHttpContext Handshake(string protocol, Stream connection)
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.SecWebSocketKey = "dGhlIHNhbXBsZSBub25jZQ==";
        http.Request.Headers.SecWebSocketVersion = "13";
        if (protocol.Length > 0)
        {
            http.Request.Headers.SecWebSocketProtocol = protocol;
        }

        http.Features.Set<IHttpUpgradeFeature>(new Upgrade(connection));
        return http;
    }

    private sealed class Upgrade(Stream connection) : IHttpUpgradeFeature
    {
        public bool IsUpgradableRequest => true;

        public Task<Stream> UpgradeAsync() => Task.FromResult(connection);
    }
}

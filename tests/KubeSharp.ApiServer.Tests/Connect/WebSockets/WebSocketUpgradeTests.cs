using KubeSharp.ApiServer.Connect.WebSockets;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Tests.Connect.WebSockets;

public sealed class WebSocketUpgradeTests
{
    [Fact]
    public void AcceptKey_IsThatOfTheRfc() =>
        Assert.Equal("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", WebSocketUpgrade.AcceptKey("dGhlIHNhbXBsZSBub25jZQ=="));

    [Fact]
    public void Protocols_AreTakenInTheClientsOrder()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.SecWebSocketProtocol = "v9.channel.k8s.io, v4.channel.k8s.io,v5.channel.k8s.io";

        Assert.Equal("v4.channel.k8s.io", ChannelProtocol.Select(WebSocketUpgrade.OfferedProtocols(http.Request))?.Name);
    }

    [Fact]
    public void Request_IsRecognizedAmongOtherConnectionTokens()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Connection = "keep-alive, Upgrade";
        http.Request.Headers.Upgrade = "WebSocket";

        Assert.True(WebSocketUpgrade.IsWebSocketRequest(http.Request));
        http.Request.Headers.Upgrade = "SPDY/3.1";
        Assert.False(WebSocketUpgrade.IsWebSocketRequest(http.Request));
    }
}

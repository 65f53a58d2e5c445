using System.Net.WebSockets;
using System.Text;
using KubeSharp.ApiServer.Connect.Spdy;
using KubeSharp.ApiServer.Connect.WebSockets;
using KubeSharp.Fuzz.Testing;

namespace KubeSharp.ApiServer.Tests.Fuzzing;

/// <summary>Frames of streaming connections that are nearly right: a connection ends by them, the process does not.</summary>
public sealed class StreamFuzzTests
{
    [Fact]
    public void Spdy()
    {
        var encoder = new SpdyHeaderEncoder();
        byte[][] frames =
        [
            SpdyFrames.Setting(7, 1 << 20), SpdyFrames.SynStream(1, fin: false, encoder.Encode(new Dictionary<string, string> { ["streamtype"] = "error" })),
            SpdyFrames.SynStream(3, fin: false, encoder.Encode(new Dictionary<string, string> { ["streamtype"] = "stdin", ["port"] = "80" })),
            [.. SpdyFrames.DataHead(3, fin: true, 5), .. "hello"u8], SpdyFrames.WindowUpdate(3, 1000), SpdyFrames.Ping(1), SpdyFrames.Reset(1, SpdyStatus.Cancel),
            SpdyFrames.GoAway(3, SpdyStatus.Ok),
        ];
        new Fuzzer([[.. frames.SelectMany(frame => frame)], .. frames]).Run(
            input =>
            {
                var session = new SpdySession(new OneWayStream(input), isClient: false);
                session.RunAsync(CancellationToken.None).GetAwaiter().GetResult();
            },
            error => error is SpdyProtocolException);
    }

    [Theory]
    [InlineData("v5.channel.k8s.io")]
    [InlineData("v4.base64.channel.k8s.io")]
    public void WebSocketMessages(string protocol)
    {
        var channels = ChannelProtocol.Select([protocol])!;
        new Fuzzer([Frame(2, "\0stdin"), Frame(1, "0c3RkaW4="), Frame(2, "\u00FF\0"), [.. Frame(1, "4eyJXaWR0aCI6ODB9"), .. Frame(9, "ping"), .. Frame(8, "\u0003\u00E8")]]).Run(
            input =>
            {
                using var socket = new ChannelSocket(WebSocket.CreateFromStream(new OneWayStream(input), isServer: true, null, Timeout.InfiniteTimeSpan), channels);
                while (socket.ReceiveAsync(CancellationToken.None).GetAwaiter().GetResult() is not null)
                {
                }
            },
            error => error is WebSocketException);
    }

    /// <summary>A masked frame of a client, with a mask that changes nothing.</summary>
    private static byte[] Frame(byte code, string payload)
    {
        var bytes = Encoding.Latin1.GetBytes(payload);
        return [(byte)(0x80 | code), (byte)(0x80 | bytes.Length), 0, 0, 0, 0, .. bytes];
    }
}

using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using KubeSharp.ApiServer.Connect.RemoteCommand;
using KubeSharp.ApiServer.Connect.Spdy;
using KubeSharp.ApiServer.Connect.WebSockets;

namespace KubeSharp.ApiServer.Tests.Connect.RemoteCommand;

public sealed class StreamTranslatorTests
{
    private const string Failure =
        """{"metadata":{},"status":"Failure","message":"command terminated with non-zero exit code","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"3"}]}}""";

    [Fact]
    public async Task V5_CarriesStdinItsEndOutputAndStatus()
    {
        await using var exec = new Exec("v5.channel.k8s.io", new RemoteCommandStreams(Stdin: true, Stdout: true, Stderr: true, Tty: false));
        var streams = await exec.AcceptAsync(4);
        Assert.Equal(["error", "stdin", "stdout", "stderr"], streams.Select(s => s.Headers["streamtype"]));
        Assert.Equal("1:", await exec.ReceiveAsync());

        await exec.SendAsync(0, "cat me"u8);
        await exec.SendAsync(255, [0]);
        Assert.Equal("cat me", await ReadToEndAsync(streams[1]));
        await streams[2].WriteAsync("out"u8.ToArray(), default);
        Assert.Equal("1:out", await exec.ReceiveAsync());
        await streams[3].WriteAsync("err"u8.ToArray(), default);
        Assert.Equal("2:err", await exec.ReceiveAsync());
        await streams[0].WriteAsync(Encoding.UTF8.GetBytes(Failure), default);
        foreach (var stream in streams)
        {
            await stream.CompleteAsync();
        }

        Assert.Equal("3:" + Failure, await exec.ReceiveAsync());
        Assert.Null(await exec.ReceiveAsync());

        // A connection that is closed while the client still talks is reset, and the output that is under way is lost.
        await exec.SendAsync(0, "more"u8);
        Assert.False(exec.Translation.IsCompleted);
        await exec.CloseAsync();
        await exec.Translation;
    }

    [Fact]
    public async Task ACommandThatDoesNotReadItsInputIsHeardToItsEnd()
    {
        await using var exec = new Exec("v5.channel.k8s.io", new RemoteCommandStreams(Stdin: true, Stdout: true, Stderr: false, Tty: false));
        var streams = await exec.AcceptAsync(3);
        await exec.ReceiveAsync();

        streams[1].Reset(SpdyStatus.Cancel);
        await exec.SendAsync(0, "nobody"u8);
        await exec.SendAsync(0, "listens"u8);
        await exec.SendAsync(255, [0]);
        await streams[2].WriteAsync("out"u8.ToArray(), default);
        Assert.Equal("1:out", await exec.ReceiveAsync());
        await streams[2].CompleteAsync();
        await streams[0].CompleteAsync();

        Assert.Null(await exec.ReceiveAsync());
    }

    [Fact]
    public async Task Tty_HasAResizeStreamAndNoStderr()
    {
        await using var exec = new Exec("v4.channel.k8s.io", new RemoteCommandStreams(Stdin: true, Stdout: true, Stderr: true, Tty: true));
        var streams = await exec.AcceptAsync(4);
        Assert.Equal(["error", "stdin", "stdout", "resize"], streams.Select(s => s.Headers["streamtype"]));

        await exec.SendAsync(4, """{"Width":80,"Height":24}"""u8);
        var result = await streams[3].Input.ReadAsync();
        Assert.Equal("""{"Width":80,"Height":24}""", Encoding.UTF8.GetString(result.Buffer.ToArray()));
    }

    [Theory]
    [InlineData("channel.k8s.io", "3:command terminated with non-zero exit code")]
    [InlineData("base64.channel.k8s.io", "3Y29tbWFuZCB0ZXJtaW5hdGVkIHdpdGggbm9uLXplcm8gZXhpdCBjb2Rl")]
    public async Task BeforeV4_TheErrorIsABareMessage(string protocol, string expected)
    {
        await using var exec = new Exec(protocol, new RemoteCommandStreams(Stdin: false, Stdout: true, Stderr: false, Tty: false));
        var streams = await exec.AcceptAsync(2);
        await exec.ReceiveAsync();
        await streams[0].WriteAsync(Encoding.UTF8.GetBytes(Failure), default);
        await streams[0].CompleteAsync();
        await streams[1].CompleteAsync();

        Assert.Equal(expected, await exec.ReceiveAsync());
        Assert.Null(await exec.ReceiveAsync());
    }

    [Fact]
    public async Task ClientGone_EndsTheConnectionToTheKubelet()
    {
        await using var exec = new Exec("v5.channel.k8s.io", new RemoteCommandStreams(Stdin: true, Stdout: true, Stderr: false, Tty: false));
        var streams = await exec.AcceptAsync(3);
        await exec.ReceiveAsync();
        exec.Abort();

        await exec.Translation;
        Assert.Equal("", await ReadToEndAsync(streams[1]));
    }

    private static async Task<string> ReadToEndAsync(SpdyStream stream)
    {
        var result = await stream.Input.ReadAtLeastAsync(1 << 20);
        return Encoding.UTF8.GetString(result.Buffer.ToArray());
    }

    /// <summary>A translation between a WebSocket client and a SPDY server, both played by the test.</summary>
    private sealed class Exec : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new(TimeSpan.FromSeconds(20));
        private readonly WebSocket _client;
        private readonly Stream _clientStream;
        private readonly SpdySession _kubelet;
        private readonly Task _kubeletRun;
        private readonly bool _base64;

        public Exec(string protocol, RemoteCommandStreams streams)
        {
            var (clientEnd, serverEnd) = DuplexStream.CreatePair();
            var (near, far) = DuplexStream.CreatePair();
            var channel = ChannelProtocol.Select([protocol])!;
            _base64 = channel.Base64;
            _clientStream = clientEnd;
            _client = WebSocket.CreateFromStream(clientEnd, new WebSocketCreationOptions());
            var server = new ChannelSocket(WebSocket.CreateFromStream(serverEnd, new WebSocketCreationOptions { IsServer = true }), channel);
            _kubelet = new SpdySession(far, isClient: false);
            _kubeletRun = _kubelet.RunAsync(_stop.Token);
            Translation = TranslateAsync(new StreamTranslator(server, channel, new SpdySession(near, isClient: true), streams, TimeProvider.System), near);
        }

        public Task Translation { get; }

        public async Task<List<SpdyStream>> AcceptAsync(int count)
        {
            var streams = new List<SpdyStream>();
            while (streams.Count < count)
            {
                var stream = await _kubelet.Incoming.ReadAsync(_stop.Token);
                stream.Accept();
                streams.Add(stream);
            }

            return streams;
        }

        public Task SendAsync(byte channel, ReadOnlySpan<byte> data)
        {
            byte[] message = [channel, .. data];
            return _client.SendAsync(message, WebSocketMessageType.Binary, true, _stop.Token);
        }

        /// <summary>The next message as "channel:payload", or its text for a text protocol; null at the close.</summary>
        public async Task<string?> ReceiveAsync()
        {
            var buffer = new byte[4096];
            var result = await _client.ReceiveAsync(buffer, _stop.Token);
            if (result.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            return _base64 ? Encoding.UTF8.GetString(buffer, 0, result.Count) : $"{buffer[0]}:{Encoding.UTF8.GetString(buffer, 1, result.Count - 1)}";
        }

        public Task CloseAsync() => _client.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", _stop.Token);

        public void Abort()
        {
            _client.Abort();
            _clientStream.Dispose();
        }

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await Translation;
            await _kubeletRun;
            _client.Dispose();
            _stop.Dispose();
        }

        private async Task TranslateAsync(StreamTranslator translator, Stream near)
        {
            await translator.RunAsync(_stop.Token);
            await near.DisposeAsync();
        }
    }
}

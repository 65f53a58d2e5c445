using System.Buffers;
using System.Text;
using KubeSharp.ApiServer.Connect.Spdy;

namespace KubeSharp.ApiServer.Tests.Connect.Spdy;

public sealed class SpdySessionTests : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _stop = new(Timeout);
    private readonly Stream _clientEnd;
    private readonly Stream _serverEnd;
    private readonly SpdySession _client;
    private readonly SpdySession _server;
    private readonly Task _clientRun;
    private readonly Task _serverRun;

    public SpdySessionTests()
    {
        (_clientEnd, _serverEnd) = DuplexStream.CreatePair();
        _client = new SpdySession(_clientEnd, isClient: true);
        _server = new SpdySession(_serverEnd, isClient: false);
        _clientRun = _client.RunAsync(_stop.Token);
        _serverRun = _server.RunAsync(_stop.Token);
    }

    [Fact]
    public async Task OpenStream_CarriesItsHeadersAndEchoesData()
    {
        var opening = _client.OpenStreamAsync(new Dictionary<string, string> { ["streamtype"] = "stdin" }, _stop.Token);
        var accepted = await AcceptAsync();
        var stream = await opening;

        Assert.Equal("stdin", accepted.Headers["streamtype"]);
        Assert.Equal(1, stream.Id);
        await stream.WriteAsync("hello"u8.ToArray(), _stop.Token);
        await stream.CompleteAsync();
        Assert.Equal("hello", await ReadToEndAsync(accepted));
        await accepted.WriteAsync("bye"u8.ToArray(), _stop.Token);
        await accepted.CompleteAsync();
        Assert.Equal("bye", await ReadToEndAsync(stream));
    }

    [Fact]
    public async Task LargeTransfer_PassesTheWindowsOfBothEnds()
    {
        var opening = _client.OpenStreamAsync(new Dictionary<string, string>(), _stop.Token);
        var accepted = await AcceptAsync();
        var stream = await opening;
        var data = new byte[3_000_000];
        new Random(1).NextBytes(data);

        var sending = SendAsync(stream, data);
        var received = await ReadBytesAsync(accepted);
        await sending;

        Assert.True(data.AsSpan().SequenceEqual(received));
    }

    [Fact]
    public async Task ResetByPeer_EndsInputAndFailsWrites()
    {
        var opening = _client.OpenStreamAsync(new Dictionary<string, string>(), _stop.Token);
        var accepted = await AcceptAsync();
        var stream = await opening;
        await accepted.WriteAsync("last words"u8.ToArray(), _stop.Token);
        accepted.Reset(SpdyStatus.Cancel);

        Assert.Equal("last words", await ReadToEndAsync(stream));
        Assert.True(stream.IsReset);
        await Assert.ThrowsAsync<IOException>(async () => await stream.WriteAsync(new byte[1], _stop.Token));
    }

    [Fact]
    public async Task RefusedStream_FailsToOpen()
    {
        var opening = _client.OpenStreamAsync(new Dictionary<string, string>(), _stop.Token);
        var offered = await _server.Incoming.ReadAsync(_stop.Token);
        offered.Reset(SpdyStatus.RefusedStream);

        var exception = await Assert.ThrowsAsync<IOException>(() => opening);
        Assert.Contains("RefusedStream", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Close_EndsTheStreamsOfThePeer()
    {
        var opening = _client.OpenStreamAsync(new Dictionary<string, string>(), _stop.Token);
        var accepted = await AcceptAsync();
        await opening;
        _client.Close();
        await _clientRun;
        await _clientEnd.DisposeAsync();

        Assert.Equal("", await ReadToEndAsync(accepted));
        await _serverRun;
        await Assert.ThrowsAsync<IOException>(() => _client.OpenStreamAsync(new Dictionary<string, string>(), _stop.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_clientRun, _serverRun);
        _stop.Dispose();
    }

    private async Task<SpdyStream> AcceptAsync()
    {
        var stream = await _server.Incoming.ReadAsync(_stop.Token);
        stream.Accept();
        return stream;
    }

    private async Task SendAsync(SpdyStream stream, byte[] data)
    {
        await stream.WriteAsync(data, _stop.Token);
        await stream.CompleteAsync();
    }

    private async Task<string> ReadToEndAsync(SpdyStream stream) => Encoding.UTF8.GetString(await ReadBytesAsync(stream));

    private async Task<byte[]> ReadBytesAsync(SpdyStream stream)
    {
        var output = new ArrayBufferWriter<byte>();
        while (true)
        {
            var result = await stream.Input.ReadAsync(_stop.Token);
            foreach (var segment in result.Buffer)
            {
                output.Write(segment.Span);
            }

            stream.Input.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted)
            {
                return output.WrittenSpan.ToArray();
            }
        }
    }
}

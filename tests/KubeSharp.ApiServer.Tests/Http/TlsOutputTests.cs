using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeSharp.ApiServer.Http;
using KubeSharp.Serving;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.ApiServer.Tests.Http;

public sealed class TlsOutputTests : IAsyncLifetime
{
    private const int Size = 256 * 1024;
    private const int Pieces = 100;

    private readonly X509Certificate2 _certificate = SelfSigned.Create("localhost", ["localhost"], TimeProvider.System.GetUtcNow());
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly KestrelHost _host;

    public TlsOutputTests() => _host = new KestrelHost(NullLoggerFactory.Instance, kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
    {
        listen.Use(HeldOutput.Before);
        listen.UseHttps(ServerTls.Of(_certificate));
        listen.Use(TlsOutput.Before);
    }));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _host.StartAsync(AnswerAsync, Cancel);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _certificate.Dispose();
    }

    [Fact]
    public async Task LongResponse_IsSentInLargeRecords()
    {
        await using var tls = await ConnectAsync();
        var body = await GetAsync(tls, "/long");
        Assert.Equal(Size, body.Count(static one => one == 'x'));
        var records = tls.Recorded.Records();
        Assert.True(records.Count < 2 * Size / (16 * 1024), $"{records.Count} records");
    }

    [Fact]
    public async Task Pieces_ArriveWholeAndInOrder()
    {
        await using var tls = await ConnectAsync();
        var body = await GetAsync(tls, "/pieces");
        Assert.Equal(string.Concat(Enumerable.Range(0, Pieces).Select(static i => $"{i};")), body);
    }

    [Fact]
    public async Task ClientThatLeaves_EndsTheRequest()
    {
        await using (var tls = await ConnectAsync())
        {
            await tls.Stream.WriteAsync(Request("/endless"), Cancel);
            Assert.NotEqual(0, await tls.Stream.ReadAsync(new byte[1024], Cancel));
        }

        await _left.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
    }

    private static byte[] Request(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    private static async Task<string> GetAsync(Connection tls, string path)
    {
        await tls.Stream.WriteAsync(Request(path), Cancel);
        using var reader = new StreamReader(tls.Stream, Encoding.ASCII, leaveOpen: true);
        var answer = await reader.ReadToEndAsync(Cancel);
        return answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
    }

    private async Task AnswerAsync(HttpContext http)
    {
        switch (http.Request.Path.Value)
        {
            case "/long":
                http.Response.ContentLength = Size;
                await http.Response.Body.WriteAsync(Encoding.ASCII.GetBytes(new string('x', Size)), http.RequestAborted);
                break;
            case "/pieces":
                http.Response.ContentLength = Enumerable.Range(0, Pieces).Sum(static i => $"{i};".Length);
                for (var i = 0; i < Pieces; i++)
                {
                    await http.Response.WriteAsync($"{i};", http.RequestAborted);
                    await http.Response.Body.FlushAsync(http.RequestAborted);
                }

                break;
            default:
                await EndlessAsync(http);
                break;
        }
    }

    private async Task EndlessAsync(HttpContext http)
    {
        try
        {
            while (true)
            {
                await http.Response.WriteAsync("more", http.RequestAborted);
                await http.Response.Body.FlushAsync(http.RequestAborted);
                http.RequestAborted.ThrowIfCancellationRequested();
            }
        }
        catch (OperationCanceledException)
        {
            _left.TrySetResult();
        }
    }

    private async Task<Connection> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(_host.EndPoint, Cancel);
        var recorded = new RecordedStream(client.GetStream());
        var tls = new SslStream(recorded, leaveInnerStreamOpen: false, static (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, Cancel);
        return new Connection(client, tls, recorded);
    }

    private sealed record Connection(TcpClient Client, SslStream Stream, RecordedStream Recorded) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Stream.DisposeAsync();
            Client.Dispose();
        }
    }
}

using System.Text;
using KubeSharp.Api;
using KubeSharp.ApiServer.Aggregation;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Tests.Connect;

namespace KubeSharp.ApiServer.Tests.Aggregation;

public sealed class IdentityHeadersTests
{
    [Fact]
    public async Task EveryGroupHasALineOfItsOwn()
    {
        var head = await SendAsync(new UserInfo
        {
            Name = "j\u00f6rg",
            Groups = ["system:masters", "a, b", "gr\u00fcn"],
            Extra = ApiMap<ApiList<string>>.From([new("example.org/scopes", ["one", "two"])]),
        });

        Assert.Contains("X-Remote-User: j\u00f6rg\r\n", head);
        Assert.Contains("X-Remote-Group: system:masters\r\nX-Remote-Group: a, b\r\nX-Remote-Group: gr\u00fcn\r\n", head);
        Assert.Contains("X-Remote-Extra-example.org%2Fscopes: one\r\nX-Remote-Extra-example.org%2Fscopes: two\r\n", head);
    }

    [Theory]
    [InlineData("a\u001fsystem:masters")]
    [InlineData("a\r\nX-Remote-Group: system:masters")]
    public async Task GroupThatWouldBeTwo_IsNone(string forged)
    {
        var head = await SendAsync(new UserInfo { Name = "eve", Groups = [forged, "b"] });

        Assert.Contains("X-Remote-Group: b\r\n", head);
        Assert.DoesNotContain("system:masters", head);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a\u001fb\u001f\u00fc")]
    public void Counts_AreWhatIsWritten(string value)
    {
        var encoding = new RepeatedHeaderEncoding("X");
        var bytes = encoding.GetBytes(value);
        Assert.Equal(encoding.GetByteCount(value), bytes.Length);
        Assert.True(bytes.Length <= encoding.GetMaxByteCount(value.Length));
    }

    /// <summary>The head of the request as the server gets it.</summary>
    private static async Task<string> SendAsync(UserInfo user)
    {
        var (client, server) = DuplexStream.CreatePair();
        using var http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = (_, _) => ValueTask.FromResult(client),
            RequestHeaderEncodingSelector = static (header, _) => IdentityHeaders.EncodingOf(header),
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, "http://example.test/");
        IdentityHeaders.Set(request, user);
        var sending = http.SendAsync(request, TestContext.Current.CancellationToken);
        var received = new List<byte>();
        var buffer = new byte[4096];
        while (!received.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray()))
        {
            var count = await server.ReadAsync(buffer, TestContext.Current.CancellationToken);
            received.AddRange(buffer.AsSpan(0, count));
        }

        await server.WriteAsync("HTTP/1.1 204 No Content\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var response = await sending;
        return Encoding.UTF8.GetString([.. received]);
    }
}

using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using KubeSharp.ApiServer.Tests.Hosting;
using KubeSharp.Fuzz.Testing;

namespace KubeSharp.ApiServer.Tests.Fuzzing;

/// <summary>Requests byte by byte over a connection, nearly right: the answer, if there is one, never says that the server is at fault.</summary>
public sealed class WireFuzzTests(TestServer server) : IClassFixture<TestServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Requests() => new Fuzzer(
        [
            Request("GET /api/v1/namespaces/default/pods?limit=1&labelSelector=a%3Db HTTP/1.1", "Accept: application/json;as=Table;v=v1;g=meta.k8s.io", "Audit-Id: a"),
            Request("GET /openapi/v2 HTTP/1.1", "Accept: application/com.github.proto-openapi.spec.v2@v1.0+protobuf", "User-Agent: x"),
            Request("DELETE /api/v1/namespaces/default/configmaps/%61 HTTP/1.1", "Impersonate-User: jane", "Impersonate-Extra-a%2fb: c", "Authorization: Bearer a.b.c"),
            [.. Request("POST /api/v1/namespaces/default/configmaps?fieldManager=m HTTP/1.1", "Content-Type: application/json", "Content-Length: 31"), .. """{"metadata":{"name":"a.b-1"}}  """u8],
            [.. Request("PUT /api/v1/namespaces/default/configmaps/a HTTP/1.1", "Content-Type: application/yaml", "Transfer-Encoding: chunked"), .. "5\r\na: b\n\r\n0\r\n\r\n"u8],
        ],
        "\r\n", "\r\n\r\n", " HTTP/1.1", "Content-Length: 5\r\n", "Audit-Id: \u00e9\r\n", "User-Agent: \u0080\r\n", "%00", "%ff", "\u0000", "/../", "?watch=1&timeoutSeconds=1", "//").Run(
        input => Exchange(input),
        static _ => false);

    private static byte[] Request(string line, params string[] headers) =>
        Encoding.Latin1.GetBytes($"{line}\r\nHost: a\r\n{string.Join("\r\n", headers)}\r\nConnection: close\r\n\r\n");

    private void Exchange(byte[] input)
    {
        using var socket = new TcpClient();
        socket.Connect(server.Host.EndPoint);
        socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
        using var tls = new SslStream(socket.GetStream(), leaveInnerStreamOpen: false, static (_, _, _, _) => true);
        tls.AuthenticateAsClient(new SslClientAuthenticationOptions { TargetHost = "localhost", ApplicationProtocols = [SslApplicationProtocol.Http11] });
        var answer = "";
        try
        {
            tls.Write(input);

            // No more will come, so that a request that is not whole ends too.
            tls.ShutdownAsync().GetAwaiter().GetResult();
            answer = new StreamReader(tls, Encoding.Latin1).ReadToEnd();
        }
        catch (IOException ended) when (ended.InnerException is not SocketException { SocketErrorCode: SocketError.TimedOut or SocketError.WouldBlock })
        {
            // The server need not listen to everything.
        }

        Assert.DoesNotContain("HTTP/1.1 500", answer);
    }
}

using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>Clients that hold connections and do nothing with them. KUBESHARP_IDLE_CONNECTIONS is how many; few by default.</summary>
[Collection(WholeProcessCollection.Name)]
public sealed class ConnectionLoadTests(TestServer server) : IClassFixture<TestServer>
{
    private const string ConfigMaps = "api/v1/namespaces/default/configmaps";
    private const int EventSize = 100_000;
    private const int Events = 2000;

    /// <summary>What the cache keeps of recent events for everybody, stored, encoded and decoded; well below what the events are together.</summary>
    private const long MostBytesOfEvents = 80 << 20;

    /// <summary>TLS, pipes and what Kestrel keeps for a connection; both ends are in this process.</summary>
    private const long MostBytesPerConnection = 300_000;

    private static readonly int Idle = int.Parse(Environment.GetEnvironmentVariable("KUBESHARP_IDLE_CONNECTIONS") ?? "200", CultureInfo.InvariantCulture);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task IdleConnections_CostLittle_AndKeepNobodyOut()
    {
        var before = Used();
        var connections = new List<SslStream>();
        try
        {
            for (var i = 0; i < Idle; i++)
            {
                connections.Add(await ConnectAsync());
            }

            Assert.InRange(Used() - before, long.MinValue, MostBytesPerConnection * Idle);
            await server.GetAsync(ConfigMaps);
            Assert.All(connections.Take(3), connection => Assert.True(connection.IsAuthenticated));
        }
        finally
        {
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }
        }
    }

    /// <summary>What such a client has not read is not kept for it; what it reads in the end is whole, and ends.</summary>
    [Fact]
    public async Task WatchThatIsNotRead_TakesNoMemory()
    {
        var created = await server.CreateAsync(ConfigMaps, """{"metadata":{"name":"watched"}}""");
        await using var connection = await ConnectAsync();
        await SendAsync(connection, $"/{ConfigMaps}?watch=1&fieldSelector=metadata.name%3Dwatched&resourceVersion={created["metadata"]!["resourceVersion"]}");
        var before = Used();
        for (var i = 0; i < Events; i++)
        {
            await server.SendAsync(
                HttpMethod.Patch, $"{ConfigMaps}/watched", $$"""{"data":{"a":"{{new string((char)('a' + (i % 26)), EventSize)}}"} }""", "application/merge-patch+json");
        }

        Assert.InRange(Used() - before, long.MinValue, MostBytesOfEvents);
        await server.GetAsync(ConfigMaps + "/watched");
    }

    [Fact]
    public async Task ListThatIsNotRead_KeepsNobodyOut()
    {
        for (var i = 0; i < 40; i++)
        {
            await server.CreateAsync(ConfigMaps, $$"""{"metadata":{"name":"list-{{i}}"},"data":{"a":"{{new string('x', 100_000)}}"} }""");
        }

        var connections = new List<SslStream>();
        for (var i = 0; i < 20; i++)
        {
            var connection = await ConnectAsync();
            await SendAsync(connection, $"/{ConfigMaps}");
            connections.Add(connection);
        }

        await server.GetAsync(ConfigMaps + "/list-1");
        foreach (var connection in connections)
        {
            await connection.DisposeAsync();
        }
    }

    private static long Used() => GC.GetTotalMemory(forceFullCollection: true);

    private async Task<SslStream> ConnectAsync()
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(server.Host.EndPoint, Cancel);
        var tls = new SslStream(new NetworkStream(socket, ownsSocket: true), leaveInnerStreamOpen: false, static (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", ApplicationProtocols = [SslApplicationProtocol.Http11] }, Cancel);
        return tls;
    }

    private static async Task SendAsync(SslStream connection, string path) =>
        await connection.WriteAsync(Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n"), Cancel);
}

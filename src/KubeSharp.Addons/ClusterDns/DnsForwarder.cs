using System.Net;
using System.Net.Sockets;

namespace KubeSharp.Addons.ClusterDns;

/// <summary>Passes queries on to the name servers of the host, in order, by the protocol they came with.</summary>
internal sealed class DnsForwarder(string resolverConfiguration, TimeProvider time) : IDnsUpstream
{
    private const int Port = 53;
    private const int MaxServers = 3;
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(2);

    public async Task<byte[]?> AskAsync(ReadOnlyMemory<byte> query, bool tcp, CancellationToken cancellationToken)
    {
        foreach (var server in ReadServers())
        {
            using var limit = new CancellationTokenSource(Timeout, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            try
            {
                return tcp ? await AskTcpAsync(server, query, both.Token) : await AskUdpAsync(server, query, both.Token);
            }
            catch (Exception failure) when (failure is SocketException or IOException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
            {
                // The next server may answer.
            }
        }

        return null;
    }

    private List<IPEndPoint> ReadServers()
    {
        try
        {
            return
            [
                .. File.ReadLines(resolverConfiguration)
                    .Select(line => line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
                    .Where(words => words is ["nameserver", ..])
                    .Select(words => IPAddress.TryParse(words[1], out var address) ? address : null)
                    .OfType<IPAddress>()
                    .Take(MaxServers)
                    .Select(address => new IPEndPoint(address, Port)),
            ];
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static async Task<byte[]> AskUdpAsync(IPEndPoint server, ReadOnlyMemory<byte> query, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellationToken);
        await socket.SendAsync(query, cancellationToken);
        var buffer = new byte[4096];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellationToken);
            if (length >= 2 && buffer.AsSpan(0, 2).SequenceEqual(query.Span[..2]))
            {
                return buffer[..length];
            }
        }
    }

    private static async Task<byte[]> AskTcpAsync(IPEndPoint server, ReadOnlyMemory<byte> query, CancellationToken cancellationToken)
    {
        using var client = new TcpClient(server.AddressFamily);
        await client.ConnectAsync(server, cancellationToken);
        await DnsTcpFrame.WriteAsync(client.GetStream(), query, cancellationToken);
        return await DnsTcpFrame.ReadAsync(client.GetStream(), cancellationToken) ?? throw new EndOfStreamException();
    }
}

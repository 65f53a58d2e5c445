using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Addons.ClusterDns;

/// <summary>Listens on UDP and TCP, answers from the cluster's zone, and passes the rest on.</summary>
internal sealed partial class DnsServer(IPEndPoint endpoint, ClusterZone zone, IDnsUpstream upstream, TimeProvider time, ILogger logger)
{
    private const int MaxMessage = 65535;
    private const int MaxRequestsAtOnce = 256;
    private static readonly TimeSpan IdleTimeout = TimeSpan.FromSeconds(30);
    private readonly DnsAliases _aliases = new(zone, upstream);
    private readonly SemaphoreSlim _slots = new(MaxRequestsAtOnce);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var udp = new Socket(endpoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        udp.Bind(endpoint);
        using var tcp = new TcpListener(endpoint);
        tcp.Server.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        tcp.Start();
        await Task.WhenAll(ServeUdpAsync(udp, cancellationToken), ServeTcpAsync(tcp, cancellationToken));
    }

    /// <summary>The answer to one message; null if it deserves none.</summary>
    internal async ValueTask<byte[]?> AnswerAsync(ReadOnlyMemory<byte> query, bool tcp, CancellationToken cancellationToken)
    {
        var code = DnsQueryReader.Read(query.Span, out var question);
        if (code != DnsResponseCode.NoError)
        {
            return query.Length < 12 || (query.Span[2] & 0x80) != 0 ? null : DnsResponseWriter.WriteError(query.Span, question, code);
        }

        var answer = zone.Find(question.Name, question.Type) ?? FindReverse(question);
        if (answer is not null)
        {
            answer = await _aliases.FollowAsync(answer, question.Type, cancellationToken);
            return DnsResponseWriter.Write(query.Span, question, answer, zone.Name, tcp ? MaxMessage : question.MaxUdpSize);
        }

        return await upstream.AskAsync(query, tcp, cancellationToken)
            ?? DnsResponseWriter.WriteError(query.Span, question, DnsResponseCode.ServerFailure);
    }

    private DnsAnswer? FindReverse(DnsQuestion question) =>
        ReverseName.Parse(question.Name) is { } address && zone.FindName(address) is { } name
            ? new DnsAnswer(DnsResponseCode.NoError, [new DnsRecord(question.Name, DnsRecordType.PTR) { Target = name }])
            : null;

    private async Task ServeUdpAsync(Socket socket, CancellationToken cancellationToken)
    {
        var any = new IPEndPoint(endpoint.AddressFamily == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any, 0);
        var buffer = new byte[4096];
        var pending = new PendingTasks();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var received = await socket.ReceiveFromAsync(buffer, any, cancellationToken);
                await _slots.WaitAsync(cancellationToken);
                pending.Add(ReplyAsync(socket, buffer[..received.ReceivedBytes], received.RemoteEndPoint, cancellationToken));
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (SocketException)
            {
                // An earlier answer could not be delivered; the socket itself is fine.
            }
        }

        await pending.WhenAllAsync();
    }

    private async Task ReplyAsync(Socket socket, byte[] query, EndPoint sender, CancellationToken cancellationToken)
    {
        try
        {
            if (await AnswerAsync(query, tcp: false, cancellationToken) is { } answer)
            {
                await socket.SendToAsync(answer, sender, cancellationToken);
            }
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            // The client asks again.
        }
        catch (Exception failure)
        {
            LogFailed(logger, failure);
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task ServeTcpAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        var pending = new PendingTasks();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var client = await listener.AcceptTcpClientAsync(cancellationToken);
                pending.Add(ServeClientAsync(client, cancellationToken));
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (SocketException)
            {
                // The client went away before it was accepted.
            }
        }

        await pending.WhenAllAsync();
    }

    private async Task ServeClientAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                while (true)
                {
                    using var idle = new CancellationTokenSource(IdleTimeout, time);
                    using var both = CancellationTokenSource.CreateLinkedTokenSource(idle.Token, cancellationToken);
                    if (await DnsTcpFrame.ReadAsync(stream, both.Token) is not { } query
                        || await AnswerAsync(query, tcp: true, both.Token) is not { } answer)
                    {
                        return;
                    }

                    await DnsTcpFrame.WriteAsync(stream, answer, both.Token);
                }
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException)
            {
                // The client went away.
            }
            catch (Exception failure)
            {
                LogFailed(logger, failure);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "A DNS query could not be answered")]
    private static partial void LogFailed(ILogger logger, Exception failure);
}

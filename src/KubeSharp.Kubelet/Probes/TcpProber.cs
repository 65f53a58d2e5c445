using System.Net;
using System.Net.Sockets;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Networking;

namespace KubeSharp.Kubelet.Probes;

/// <summary>Opens a connection to the container, and closes it.</summary>
internal static class TcpProber
{
    public static async Task<ProbeOutcome> ProbeAsync(ProbeTarget target, TCPSocketAction action, CancellationToken cancellationToken)
    {
        var host = action.Host.Length > 0 ? action.Host : target.PodIP;
        int port;
        try
        {
            port = ContainerPorts.Resolve(action.Port, target.Container);
        }
        catch (FormatException exception)
        {
            return new ProbeOutcome(ProbeResult.Unknown, exception.Message);
        }
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(target.Timeout);
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(host, port, timeout.Token).ConfigureAwait(false);
            return new ProbeOutcome(ProbeResult.Success, "");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new ProbeOutcome(ProbeResult.Failure, $"dial tcp {Join(host, port)}: i/o timeout");
        }
        catch (SocketException exception)
        {
            return new ProbeOutcome(ProbeResult.Failure, Describe(host, port, exception));
        }
    }

    /// <summary>A failed connection in the words users know.</summary>
    public static string Describe(string host, int port, SocketException exception) => exception.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => $"dial tcp {Join(host, port)}: connect: connection refused",
        SocketError.HostUnreachable => $"dial tcp {Join(host, port)}: connect: no route to host",
        SocketError.NetworkUnreachable => $"dial tcp {Join(host, port)}: connect: network is unreachable",
        SocketError.TimedOut => $"dial tcp {Join(host, port)}: i/o timeout",
        SocketError.ConnectionReset => $"read tcp {Join(host, port)}: read: connection reset by peer",
        SocketError.HostNotFound => $"dial tcp: lookup {host}: no such host",
        _ => $"dial tcp {Join(host, port)}: {exception.Message}",
    };

    private static string Join(string host, int port) =>
        IPAddress.TryParse(host.Trim('[', ']'), out var address) ? new IPEndPoint(address, port).ToString() : $"{host}:{port}";
}

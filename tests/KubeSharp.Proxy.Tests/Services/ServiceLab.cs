using System.Net;
using System.Net.Sockets;
using System.Text;

namespace KubeSharp.Proxy.Tests.Services;

/// <summary>
/// A node with two pods, a pod of another node, and a client outside, each in a network namespace.
/// <code>
/// a 10.244.0.2 fd00:244::2 ─┐
/// b 10.244.0.3 fd00:244::3 ─┤
/// c 10.244.1.2 fd00:245::2 ─┴─ node 192.0.2.10 2001:db8::10 ── outside 192.0.2.1 2001:db8::1
/// </code>
/// </summary>
public sealed class ServiceLab : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Brief = TimeSpan.FromSeconds(1);

    private readonly List<EchoPod> _pods = [];
    private Task? _started;

    internal NetworkNamespace Node { get; } = new("node");

    internal NetworkNamespace A { get; } = new("a");

    internal NetworkNamespace B { get; } = new("b");

    internal NetworkNamespace C { get; } = new("c");

    internal NetworkNamespace Outside { get; } = new("out");

    /// <summary>The first call builds it.</summary>
    public Task StartAsync() => _started ??= BuildAsync();

    private async Task BuildAsync()
    {
        Node.Exec("sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1");
        await AddPodAsync("a", A, "10.244.0.2", "fd00:244::2");
        await AddPodAsync("b", B, "10.244.0.3", "fd00:244::3");
        await AddPodAsync("c", C, "10.244.1.2", "fd00:245::2");
        Node.Exec($"""
            ip link add eth0 type veth peer name eth0 netns {Outside.Name}
            ip link set eth0 up
            ip address add 192.0.2.10/24 dev eth0
            ip address add 2001:db8::10/64 dev eth0 nodad
            ip route add default via 192.0.2.1
            ip -6 route add default via 2001:db8::1
            """);
        Outside.Exec("""
            ip link set eth0 up
            ip address add 192.0.2.1/24 dev eth0
            ip address add 2001:db8::1/64 dev eth0 nodad
            ip route add default via 192.0.2.10
            ip -6 route add default via 2001:db8::10
            """);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in _pods)
        {
            await pod.DisposeAsync();
        }

        foreach (var network in (NetworkNamespace[])[A, B, C, Outside, Node])
        {
            network.Dispose();
        }
    }

    /// <summary>What a pod answers; "refused", "silence" or "broken" if none does.</summary>
    internal static Task<string> AskTcpAsync(NetworkNamespace from, string address, int port, int length = 1, bool expectSilence = false) => from.RunAsync(async () =>
    {
        using var limit = new CancellationTokenSource(expectSilence ? Brief : Patience, TimeProvider.System);
        var target = IPAddress.Parse(address);
        using var socket = new Socket(target.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(target, port, limit.Token);
            var payload = new byte[length];
            for (var sent = 0; sent < length;)
            {
                sent += await socket.SendAsync(payload.AsMemory(sent), limit.Token);
            }

            socket.Shutdown(SocketShutdown.Send);
            var buffer = new byte[256];
            return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, limit.Token)) is { Length: > 0 } answer ? answer : "broken";
        }
        catch (OperationCanceledException)
        {
            return "silence";
        }
        catch (SocketException failure)
        {
            return failure.SocketErrorCode == SocketError.ConnectionRefused ? "refused" : "broken";
        }
    });

    /// <summary>The same by UDP, asked from one port as often as wanted.</summary>
    internal static Task<string[]> AskUdpAsync(NetworkNamespace from, string address, int port, int times = 1) => from.RunAsync(async () =>
    {
        var target = IPAddress.Parse(address);
        using var socket = new Socket(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(target, port);
        var answers = new List<string>();
        for (var asked = 0; asked < times; asked++)
        {
            answers.Add(await AskAsync(socket));
        }

        return answers.ToArray();
    });

    public static async Task<string> AskAsync(Socket socket)
    {
        using var limit = new CancellationTokenSource(Patience, TimeProvider.System);
        var buffer = new byte[256];
        try
        {
            await socket.SendAsync(new byte[1], limit.Token);
            return Encoding.ASCII.GetString(buffer, 0, await socket.ReceiveAsync(buffer, limit.Token));
        }
        catch (OperationCanceledException)
        {
            return "silence";
        }
        catch (SocketException)
        {
            return "refused";
        }
    }

    private async Task AddPodAsync(string name, NetworkNamespace network, string address, string address6)
    {
        Node.Exec($"""
            ip link add veth-{name} type veth peer name eth0 netns {network.Name}
            ip link set veth-{name} up
            ip address add 169.254.1.1/32 dev veth-{name}
            ip address add fe80::1/64 dev veth-{name} nodad
            ip route add {address}/32 dev veth-{name}
            ip -6 route add {address6}/128 dev veth-{name}
            """);
        network.Exec($"""
            ip link set eth0 up
            ip address add {address}/32 dev eth0
            ip address add {address6}/128 dev eth0 nodad
            ip route add 169.254.1.1 dev eth0
            ip route add default via 169.254.1.1 dev eth0
            ip -6 route add default via fe80::1 dev eth0
            """);
        var pod = new EchoPod(name, network);
        _pods.Add(pod);
        await pod.StartAsync();
    }
}

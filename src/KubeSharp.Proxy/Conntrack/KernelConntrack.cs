using KubeSharp.Proxy.Model;
using KubeSharp.Proxy.Netlink;

namespace KubeSharp.Proxy.Conntrack;

/// <summary>Asks the kernel by ctnetlink.</summary>
internal sealed class KernelConntrack : IConntrack
{
    private const int NoEntry = 2;

    public IReadOnlyList<UdpFlow> List(IPFamily family)
    {
        var flows = new List<UdpFlow>();
        using var socket = new NetlinkSocket(NetlinkSocket.Netfilter);
        socket.Send(ConntrackMessages.List(family));
        while (true)
        {
            var received = socket.Receive();
            while (NetlinkReader.TryNext(ref received, out var type, out var body))
            {
                switch (type)
                {
                    case NetlinkReader.DoneType:
                        return flows;
                    case NetlinkReader.ErrorType:
                        throw new IOException($"conntrack: error {NetlinkReader.Error(body)}");
                    default:
                        if (ConntrackMessages.Flow(body) is { } flow)
                        {
                            flows.Add(flow);
                        }

                        break;
                }
            }
        }
    }

    public void Delete(IPFamily family, UdpFlow flow)
    {
        // Without a name the kernel would take everything to be meant.
        ArgumentOutOfRangeException.ThrowIfZero(flow.Handle.Length);
        using var socket = new NetlinkSocket(NetlinkSocket.Netfilter);
        if (socket.Request(ConntrackMessages.Delete(family, flow.Handle.Span)) is not (0 or NoEntry) and var error)
        {
            throw new IOException($"conntrack: error {error}");
        }
    }
}

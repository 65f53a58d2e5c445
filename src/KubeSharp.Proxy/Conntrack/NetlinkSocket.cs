using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace KubeSharp.Proxy.Conntrack;

/// <summary>A socket to the kernel's netfilter.</summary>
internal sealed partial class NetlinkSocket : IDisposable
{
    private const int Family = 16;
    private const int Raw = 3;
    private const int CloseOnExec = 0x80000;
    private const int Netfilter = 12;
    private const int SocketLevel = 1;
    private const int ReceiveTimeout = 20;
    private const int Interrupted = 4;

    private readonly SafeFileHandle _handle;
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <exception cref="IOException">The kernel has none, or refuses it.</exception>
    public NetlinkSocket()
    {
        var descriptor = Open(Family, Raw | CloseOnExec, Netfilter);
        if (descriptor < 0)
        {
            throw Failure("socket");
        }

        _handle = new SafeFileHandle(descriptor, ownsHandle: true);

        // The kernel answers at once; a loop must not hang should it not.
        _ = SetOption(_handle, SocketLevel, ReceiveTimeout, [2, 0], 2 * sizeof(long));
    }

    public void Send(ReadOnlySpan<byte> message)
    {
        if (Send(_handle, message, message.Length, 0) < 0)
        {
            throw Failure("send");
        }
    }

    /// <summary>One datagram, which may hold several messages; valid until the next call.</summary>
    public ReadOnlySpan<byte> Receive()
    {
        while (true)
        {
            var length = Receive(_handle, _buffer, _buffer.Length, 0);
            if (length >= 0)
            {
                return _buffer.AsSpan(0, (int)length);
            }

            if (Marshal.GetLastPInvokeError() != Interrupted)
            {
                throw Failure("recv");
            }
        }
    }

    public void Dispose() => _handle.Dispose();

    private static IOException Failure(string call) => new($"netlink: {call}: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int Open(int domain, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "setsockopt", SetLastError = true)]
    private static partial int SetOption(SafeFileHandle socket, int level, int option, ReadOnlySpan<long> value, uint length);

    [LibraryImport("libc", EntryPoint = "send", SetLastError = true)]
    private static partial nint Send(SafeFileHandle socket, ReadOnlySpan<byte> buffer, nint length, int flags);

    [LibraryImport("libc", EntryPoint = "recv", SetLastError = true)]
    private static partial nint Receive(SafeFileHandle socket, Span<byte> buffer, nint length, int flags);
}

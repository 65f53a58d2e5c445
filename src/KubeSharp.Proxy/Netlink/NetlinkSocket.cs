using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace KubeSharp.Proxy.Netlink;

/// <summary>A socket to a part of the kernel. Not thread-safe.</summary>
internal sealed partial class NetlinkSocket : IDisposable
{
    public const int Route = 0;
    public const int Netfilter = 12;
    public const int Generic = 16;

    private const int Family = 16;
    private const int Raw = 3;
    private const int CloseOnExec = 0x80000;
    private const int SocketLevel = 1;
    private const int ReceiveTimeout = 20;
    private const int SendBufferForced = 32;
    private const int ReceiveBufferForced = 33;
    private const int NetlinkLevel = 270;
    private const int CapAcknowledgements = 10;
    private const int Interrupted = 4;
    private const int ReplySeconds = 60;

    private readonly SafeFileHandle _handle;
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <param name="protocol">The part of the kernel.</param>
    /// <exception cref="IOException">The kernel has none, or refuses it.</exception>
    public NetlinkSocket(int protocol)
    {
        var descriptor = Open(Family, Raw | CloseOnExec, protocol);
        if (descriptor < 0)
        {
            throw Failure("socket");
        }

        _handle = new SafeFileHandle(descriptor, ownsHandle: true);

        // The kernel answers at once; a loop must not hang should it not.
        _ = SetOption(_handle, SocketLevel, ReceiveTimeout, [ReplySeconds, 0], 2 * sizeof(long));

        // Refusals need not bring the whole request back.
        _ = SetOption(_handle, NetlinkLevel, CapAcknowledgements, [1], sizeof(int));
    }

    /// <summary>Sends a request that wants an acknowledgement, and waits for it.</summary>
    /// <returns>The error number; 0 if it was done.</returns>
    public int Request(ReadOnlySpan<byte> message)
    {
        Send(message);
        while (true)
        {
            var received = Receive();
            while (NetlinkReader.TryNext(ref received, out var type, out var body))
            {
                if (type == NetlinkReader.ErrorType)
                {
                    return NetlinkReader.Error(body);
                }
            }
        }
    }

    /// <summary>Makes room for requests of this size, which have to be sent in one piece, and for the refusals that may come back.</summary>
    public void MakeRoom(int bytes)
    {
        _ = SetOption(_handle, SocketLevel, SendBufferForced, [bytes], sizeof(int));
        _ = SetOption(_handle, SocketLevel, ReceiveBufferForced, [bytes], sizeof(int));
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

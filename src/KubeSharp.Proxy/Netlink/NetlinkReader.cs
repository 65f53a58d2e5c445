namespace KubeSharp.Proxy.Netlink;

/// <summary>Takes apart what the kernel sends. Headers are in the machine's order.</summary>
/// <remarks>
/// <code>
/// message   = length(4) type(2) flags(2) sequence(4) port(4) body, padded to 4
/// attribute = length(2) type(2) value, padded to 4
/// </code>
/// </remarks>
internal static class NetlinkReader
{
    public const int ErrorType = 2;
    public const int DoneType = 3;

    private const int HeaderLength = 16;
    private const int TypeMask = 0x3fff;

    /// <summary>Cuts the next message off what was received.</summary>
    public static bool TryNext(ref ReadOnlySpan<byte> received, out int type, out ReadOnlySpan<byte> body)
    {
        type = 0;
        body = default;
        if (received.Length < HeaderLength)
        {
            return false;
        }

        var length = (int)Math.Min(BitConverter.ToUInt32(received), int.MaxValue);
        if (length < HeaderLength || length > received.Length)
        {
            return false;
        }

        type = BitConverter.ToUInt16(received[4..]);
        body = received[HeaderLength..length];
        received = received[Math.Min(Align(length), received.Length)..];
        return true;
    }

    /// <summary>The error number of a message of <see cref="ErrorType"/>; 0 is an acknowledgement.</summary>
    public static int Error(ReadOnlySpan<byte> body) => body.Length < 4 ? 0 : -BitConverter.ToInt32(body);

    /// <summary>Cuts the next attribute off.</summary>
    /// <param name="attributes">What is left.</param>
    /// <param name="type">Its type.</param>
    /// <param name="value">Its value.</param>
    /// <param name="whole">The same with header and padding.</param>
    public static bool TryAttribute(ref ReadOnlySpan<byte> attributes, out int type, out ReadOnlySpan<byte> value, out ReadOnlySpan<byte> whole)
    {
        type = 0;
        value = default;
        whole = default;
        if (attributes.Length < 4)
        {
            return false;
        }

        int length = BitConverter.ToUInt16(attributes);
        if (length < 4 || length > attributes.Length)
        {
            return false;
        }

        type = BitConverter.ToUInt16(attributes[2..]) & TypeMask;
        value = attributes[4..length];
        whole = attributes[..Math.Min(Align(length), attributes.Length)];
        attributes = attributes[whole.Length..];
        return true;
    }

    private static int Align(int length) => (length + 3) & ~3;
}

using System.Buffers.Binary;
using System.Text;

namespace KubeSharp.Addons.ClusterDns;

/// <summary>Writes the queries of our own.</summary>
internal static class DnsQueryWriter
{
    private const byte RecursionDesired = 0x01;

    public static byte[] Write(ushort id, string name, DnsRecordType type)
    {
        using var buffer = new MemoryStream(64);
        Span<byte> header = stackalloc byte[12];
        header.Clear();
        BinaryPrimitives.WriteUInt16BigEndian(header, id);
        header[2] = RecursionDesired;
        header[5] = 1;
        buffer.Write(header);
        foreach (var label in name.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            buffer.WriteByte((byte)label.Length);
            buffer.Write(Encoding.Latin1.GetBytes(label));
        }

        buffer.Write([0, 0, (byte)type, 0, 1]);
        return buffer.ToArray();
    }
}

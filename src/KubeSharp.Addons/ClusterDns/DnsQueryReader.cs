using System.Buffers.Binary;
using System.Text;

namespace KubeSharp.Addons.ClusterDns;

/// <summary>Reads queries (RFC 1035 section 4). Anything that is not a plain query with one question is refused.</summary>
internal static class DnsQueryReader
{
    private const int HeaderSize = 12;
    private const int MaxNameLength = 255;

    /// <returns>NoError if the question could be read; otherwise the code to answer with.</returns>
    public static DnsResponseCode Read(ReadOnlySpan<byte> query, out DnsQuestion question)
    {
        question = default;
        if (query.Length < HeaderSize)
        {
            return DnsResponseCode.FormatError;
        }

        var id = BinaryPrimitives.ReadUInt16BigEndian(query);
        question = new DnsQuestion(id, "", DnsRecordType.Any, 512, false, HeaderSize);
        if ((query[2] & 0x80) != 0)
        {
            return DnsResponseCode.FormatError;
        }

        if ((query[2] & 0x78) != 0)
        {
            return DnsResponseCode.NotImplemented;
        }

        if (BinaryPrimitives.ReadUInt16BigEndian(query[4..]) != 1 || !TryReadName(query, HeaderSize, out var name, out var position) || position + 4 > query.Length)
        {
            return DnsResponseCode.FormatError;
        }

        var type = (DnsRecordType)BinaryPrimitives.ReadUInt16BigEndian(query[position..]);
        var end = position + 4;
        var hasOpt = TryReadOpt(query, end, out var size);
        question = new DnsQuestion(id, name, type, hasOpt ? Math.Clamp(size, 512, 4096) : 512, hasOpt, end);
        return DnsResponseCode.NoError;
    }

    private static bool TryReadName(ReadOnlySpan<byte> query, int position, out string name, out int end)
    {
        var text = new StringBuilder();
        name = "";
        end = position;
        while (position < query.Length)
        {
            var length = query[position++];
            if (length == 0)
            {
                name = text.ToString();
                end = position;
                return true;
            }

            // No compression in a question: there is nothing before it to point at.
            if (length > 63 || position + length > query.Length || text.Length + length + 1 > MaxNameLength)
            {
                return false;
            }

            if (text.Length > 0)
            {
                text.Append('.');
            }

            foreach (var octet in query.Slice(position, length))
            {
                text.Append((char)(octet is >= (byte)'A' and <= (byte)'Z' ? octet | 0x20 : octet));
            }

            position += length;
        }

        return false;
    }

    /// <summary>An OPT record is the first additional record of every query seen in practice; one elsewhere is not looked for.</summary>
    private static bool TryReadOpt(ReadOnlySpan<byte> query, int position, out int size)
    {
        size = 0;
        if (BinaryPrimitives.ReadUInt16BigEndian(query[10..]) == 0 || position + 11 > query.Length || query[position] != 0
            || (DnsRecordType)BinaryPrimitives.ReadUInt16BigEndian(query[(position + 1)..]) != DnsRecordType.OPT)
        {
            return false;
        }

        size = BinaryPrimitives.ReadUInt16BigEndian(query[(position + 3)..]);
        return true;
    }
}

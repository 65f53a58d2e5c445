using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace KubeSharp.Addons.ClusterDns;

/// <summary>Reads the answers of other servers.</summary>
internal static class DnsResponseReader
{
    private const int HeaderSize = 12;
    private const int RecordHeadSize = 10;
    private const int MaxPointers = 32;

    /// <summary>The addresses and aliases among the answers, up to the first that cannot be read.</summary>
    public static IReadOnlyList<DnsRecord> ReadAddresses(ReadOnlySpan<byte> response)
    {
        var records = new List<DnsRecord>();
        if (response.Length < HeaderSize)
        {
            return records;
        }

        var position = HeaderSize;
        for (var questions = BinaryPrimitives.ReadUInt16BigEndian(response[4..]); questions > 0; questions--)
        {
            if (ReadName(response, ref position) is null)
            {
                return records;
            }

            position += 4;
        }

        for (var answers = BinaryPrimitives.ReadUInt16BigEndian(response[6..]); answers > 0; answers--)
        {
            if (ReadName(response, ref position) is not { } name || position + RecordHeadSize > response.Length)
            {
                return records;
            }

            var type = (DnsRecordType)BinaryPrimitives.ReadUInt16BigEndian(response[position..]);
            var length = BinaryPrimitives.ReadUInt16BigEndian(response[(position + 8)..]);
            var start = position + RecordHeadSize;
            position = start + length;
            if (position > response.Length)
            {
                return records;
            }

            switch (type, length)
            {
                case (DnsRecordType.A, 4) or (DnsRecordType.AAAA, 16):
                    records.Add(new DnsRecord(name, type) { Address = new IPAddress(response.Slice(start, length)) });
                    break;
                case (DnsRecordType.CNAME, _):
                    if (ReadName(response, ref start) is not { } target)
                    {
                        return records;
                    }

                    records.Add(new DnsRecord(name, type) { Target = target });
                    break;
            }
        }

        return records;
    }

    /// <summary>Null for a name that is malformed or whose pointers run in circles.</summary>
    private static string? ReadName(ReadOnlySpan<byte> message, ref int position)
    {
        var name = new StringBuilder();
        var at = position;
        var end = -1;
        for (var pointers = 0; at < message.Length;)
        {
            var length = message[at++];
            if (length == 0)
            {
                position = end < 0 ? at : end;
                return name.ToString();
            }

            if ((length & 0xc0) == 0xc0)
            {
                if (at >= message.Length || ++pointers > MaxPointers)
                {
                    return null;
                }

                end = end < 0 ? at + 1 : end;
                at = ((length & 0x3f) << 8) | message[at];
                continue;
            }

            if (length > 63 || at + length > message.Length || name.Length + length > 255)
            {
                return null;
            }

            name.Append(name.Length > 0 ? "." : "").Append(Encoding.Latin1.GetString(message.Slice(at, length)).ToLowerInvariant());
            at += length;
        }

        return null;
    }
}

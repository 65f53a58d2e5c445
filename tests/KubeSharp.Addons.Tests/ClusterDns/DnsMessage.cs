using System.Buffers.Binary;
using System.Net;
using System.Text;
using KubeSharp.Addons.ClusterDns;

namespace KubeSharp.Addons.Tests.ClusterDns;

/// <summary>An answer as a client reads it. Each record is written as "name TYPE data".</summary>
internal sealed record DnsMessage(int Id, DnsResponseCode Code, bool IsTruncated, bool IsAuthoritative, int Questions, IReadOnlyList<string> Answers, IReadOnlyList<string> Authority, IReadOnlyList<string> Additional)
{
    public static byte[] Query(string name, DnsRecordType type, ushort? size = null)
    {
        var query = DnsQueryWriter.Write(0x1234, name, type);
        if (size is null)
        {
            return query;
        }

        query[11] = 1;
        return [.. query, 0, 0, (byte)DnsRecordType.OPT, (byte)(size >> 8), (byte)size, 0, 0, 0, 0, 0, 0];
    }

    public static DnsMessage Parse(byte[] message)
    {
        var position = 12;
        var counts = new int[4];
        for (var section = 0; section < 4; section++)
        {
            counts[section] = BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(4 + (2 * section)));
        }

        for (var question = 0; question < counts[0]; question++)
        {
            Name(message, ref position);
            position += 4;
        }

        var records = counts.Skip(1).Select(count => Enumerable.Range(0, count).Select(_ => Record(message, ref position)).ToArray()).ToArray();
        Assert.Equal(message.Length, position);
        return new DnsMessage(
            BinaryPrimitives.ReadUInt16BigEndian(message),
            (DnsResponseCode)(message[3] & 0x0f),
            (message[2] & 0x02) != 0,
            (message[2] & 0x04) != 0,
            counts[0],
            records[0],
            records[1],
            records[2]);
    }

    private static string Record(byte[] message, ref int position)
    {
        var name = Name(message, ref position);
        var type = (DnsRecordType)BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(position));
        var length = BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(position + 8));
        var data = position + 10;
        position = data + length;
        var text = type switch
        {
            DnsRecordType.A or DnsRecordType.AAAA => new IPAddress(message.AsSpan(data, length)).ToString(),
            DnsRecordType.SRV => $"{Word(message, data + 2)} {Word(message, data + 4)} {NameAt(message, data + 6)}",
            DnsRecordType.TXT => Encoding.ASCII.GetString(message, data + 1, length - 1),
            DnsRecordType.OPT => "",
            _ => NameAt(message, data),
        };
        return $"{name} {type} {text}".Trim();
    }

    private static int Word(byte[] message, int position) => BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(position));

    private static string NameAt(byte[] message, int position) => Name(message, ref position);

    private static string Name(byte[] message, ref int position)
    {
        List<string> labels = [];
        while (message[position] is var length && length > 0)
        {
            if ((length & 0xc0) == 0xc0)
            {
                labels.Add(NameAt(message, ((length & 0x3f) << 8) | message[position + 1]));
                position += 2;
                return string.Join('.', labels);
            }

            labels.Add(Encoding.ASCII.GetString(message, position + 1, length));
            position += 1 + length;
        }

        position++;
        return string.Join('.', labels);
    }
}

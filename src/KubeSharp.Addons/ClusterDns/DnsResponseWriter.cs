using System.Buffers.Binary;
using System.Text;

namespace KubeSharp.Addons.ClusterDns;

/// <summary>Writes answers. Names are not compressed, except that a record about the question's name points at it.</summary>
internal static class DnsResponseWriter
{
    /// <summary>Seconds that clients may keep an answer; negative ones too.</summary>
    public const uint TimeToLive = 30;

    private const int HeaderSize = 12;

    /// <param name="maxSize">With more than this the answer is cut and marked truncated, so that the client asks again by TCP.</param>
    public static byte[] Write(ReadOnlySpan<byte> query, DnsQuestion question, DnsAnswer answer, string zone, int maxSize)
    {
        var full = Compose(query, question, answer, zone, truncated: false);
        return full.Length <= maxSize ? full : Compose(query, question, new DnsAnswer(answer.Code, []), zone, truncated: true);
    }

    /// <summary>An answer to a query that could not be read or that nobody answers; with the question, where there is one, since clients compare it.</summary>
    public static byte[] WriteError(ReadOnlySpan<byte> query, DnsQuestion question, DnsResponseCode code)
    {
        var response = query[..question.End].ToArray();
        response[2] = (byte)(0x80 | (query[2] & 0x79));
        response[3] = (byte)(0x80 | (byte)code);
        response.AsSpan(4, HeaderSize - 4).Clear();
        response[5] = (byte)(question.End > HeaderSize ? 1 : 0);
        return response;
    }

    private static byte[] Compose(ReadOnlySpan<byte> query, DnsQuestion question, DnsAnswer answer, string zone, bool truncated)
    {
        using var buffer = new MemoryStream(512);
        buffer.Write(query[..question.End]);
        foreach (var record in answer.Records)
        {
            WriteRecord(buffer, record, question.Name);
        }

        var authority = 0;
        if (answer.Records.Count == 0 && !truncated)
        {
            WriteRecord(buffer, new DnsRecord(zone, DnsRecordType.SOA) { Target = "ns.dns." + zone }, question.Name);
            authority = 1;
        }

        foreach (var record in answer.Additional)
        {
            WriteRecord(buffer, record, question.Name);
        }

        if (question.HasOpt)
        {
            buffer.Write([0, 0, (byte)DnsRecordType.OPT, 0x10, 0, 0, 0, 0, 0, 0, 0]);
        }

        var response = buffer.ToArray();
        response[2] = (byte)(0x84 | (query[2] & 0x01) | (truncated ? 0x02 : 0));
        response[3] = (byte)(0x80 | (byte)answer.Code);
        BinaryPrimitives.WriteUInt16BigEndian(response.AsSpan(6), (ushort)answer.Records.Count);
        BinaryPrimitives.WriteUInt16BigEndian(response.AsSpan(8), (ushort)authority);
        BinaryPrimitives.WriteUInt16BigEndian(response.AsSpan(10), (ushort)(answer.Additional.Count + (question.HasOpt ? 1 : 0)));
        return response;
    }

    private static void WriteRecord(MemoryStream buffer, DnsRecord record, string questionName)
    {
        if (record.Name == questionName)
        {
            buffer.Write([0xc0, HeaderSize]);
        }
        else
        {
            buffer.Write(Name(record.Name));
        }

        Span<byte> head = stackalloc byte[8];
        BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)record.Type);
        BinaryPrimitives.WriteUInt16BigEndian(head[2..], 1);
        BinaryPrimitives.WriteUInt32BigEndian(head[4..], TimeToLive);
        buffer.Write(head);

        var data = Data(record);
        BinaryPrimitives.WriteUInt16BigEndian(head, (ushort)data.Length);
        buffer.Write(head[..2]);
        buffer.Write(data);
    }

    private static byte[] Data(DnsRecord record) => record.Type switch
    {
        DnsRecordType.A or DnsRecordType.AAAA => record.Address!.GetAddressBytes(),
        DnsRecordType.SRV => [0, 0, .. Big(record.Weight), .. Big(record.Port), .. Name(record.Target)],
        DnsRecordType.TXT => [(byte)record.Target.Length, .. Encoding.ASCII.GetBytes(record.Target)],
        DnsRecordType.SOA =>
        [
            .. Name(record.Target), .. Name("hostmaster." + record.Name),
            .. Big32(1), .. Big32(7200), .. Big32(1800), .. Big32(86400), .. Big32(TimeToLive),
        ],
        _ => Name(record.Target),
    };

    private static byte[] Name(string name)
    {
        var labels = name.Length == 0 ? [] : name.Split('.');
        return [.. labels.SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.Latin1.GetBytes(label)]), 0];
    }

    private static byte[] Big(ushort value) => [(byte)(value >> 8), (byte)value];

    private static byte[] Big32(uint value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];
}

using System.Buffers.Binary;

namespace KubeSharp.ApiServer.Tests.Http;

/// <summary>What a TLS client reads from its connection, with the lengths of the records that carried application data.</summary>
internal sealed class RecordedStream(Stream inner) : Stream
{
    private const int HeaderLength = 5;
    private const byte ApplicationData = 23;

    private readonly MemoryStream _read = new();

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public IReadOnlyList<int> Records()
    {
        var lengths = new List<int>();
        for (var rest = _read.ToArray().AsSpan(); rest.Length >= HeaderLength;)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(rest[3..]);
            if (rest[0] == ApplicationData)
            {
                lengths.Add(length);
            }

            rest = rest[Math.Min(HeaderLength + length, rest.Length)..];
        }

        return lengths;
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var length = await inner.ReadAsync(buffer, cancellationToken);
        _read.Write(buffer.Span[..length]);
        return length;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        inner.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}

using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;

namespace KubeSharp.Client.Http;

/// <summary>
/// Cuts a watch's body into events: protobuf ones have a length of four bytes (big-endian) before them, JSON ones stand on a line each.
/// </summary>
internal sealed class FrameReader(PipeReader pipe, bool lengthPrefixed)
{
    /// <summary>No object is larger, since no store takes one.</summary>
    private const int MaxFrame = 64 * 1024 * 1024;

    /// <summary>The next event, or null at the end of the body.</summary>
    /// <exception cref="InvalidDataException">The body is torn, or no watch.</exception>
    public async ValueTask<byte[]?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await pipe.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = result.Buffer;
            if (TryCut(buffer, result.IsCompleted, out var frame, out var consumed))
            {
                pipe.AdvanceTo(consumed);
                return frame;
            }

            if (result.IsCompleted)
            {
                pipe.AdvanceTo(buffer.End);
                return buffer.IsEmpty ? null : throw new InvalidDataException("The watch ended in the middle of an event.");
            }

            if (buffer.Length > MaxFrame)
            {
                throw new InvalidDataException("An event of the watch is too large.");
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private bool TryCut(in ReadOnlySequence<byte> buffer, bool atEnd, out byte[] frame, out SequencePosition consumed) =>
        lengthPrefixed ? TryCutLength(buffer, out frame, out consumed) : TryCutLine(buffer, atEnd, out frame, out consumed);

    private static bool TryCutLength(in ReadOnlySequence<byte> buffer, out byte[] frame, out SequencePosition consumed)
    {
        frame = [];
        consumed = buffer.Start;
        if (buffer.Length < sizeof(int))
        {
            return false;
        }

        Span<byte> prefix = stackalloc byte[sizeof(int)];
        buffer.Slice(0, sizeof(int)).CopyTo(prefix);
        var length = BinaryPrimitives.ReadUInt32BigEndian(prefix);
        if (length > MaxFrame)
        {
            throw new InvalidDataException("An event of the watch is too large.");
        }

        if (buffer.Length < sizeof(int) + length)
        {
            return false;
        }

        var body = buffer.Slice(sizeof(int), length);
        frame = body.ToArray();
        consumed = body.End;
        return true;
    }

    private static bool TryCutLine(ReadOnlySequence<byte> buffer, bool atEnd, out byte[] frame, out SequencePosition consumed)
    {
        while (true)
        {
            frame = [];
            consumed = buffer.Start;
            if (buffer.PositionOf((byte)'\n') is { } newline)
            {
                frame = buffer.Slice(0, newline).ToArray();
                consumed = buffer.GetPosition(1, newline);
                if (frame.Length > 0)
                {
                    return true;
                }

                buffer = buffer.Slice(consumed);
                continue;
            }

            if (!atEnd || buffer.IsEmpty)
            {
                return false;
            }

            frame = buffer.ToArray();
            consumed = buffer.End;
            return true;
        }
    }
}

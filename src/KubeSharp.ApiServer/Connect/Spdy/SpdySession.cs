using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Threading.Channels;

namespace KubeSharp.ApiServer.Connect.Spdy;

/// <summary>
/// A SPDY/3.1 connection over an upgraded HTTP connection, as either end of it. Whoever makes a session awaits <see cref="RunAsync"/>,
/// which returns when the connection has ended. A mistake on a stream resets that stream; a broken frame ends the connection.
/// </summary>
internal sealed class SpdySession
{
    /// <summary>Largest data frame sent.</summary>
    public const int MaxDataFrame = 16 * 1024;

    private const int MaxControlFrame = 64 * 1024;
    private const int MaxIncomingStreams = 1024;
    private const int SettingsInitialWindowSize = 7;

    /// <summary>
    /// Granted to the peer at once, for the connection and for each stream; TCP holds it back where a reader lags. Go's runtimes take no
    /// notice of windows, but close with a reset, which loses what is under way, if updates lie unread when they are done.
    /// </summary>
    internal const int ReceiveWindow = 1 << 30;

    private readonly PipeReader _input;
    private readonly SpdyFrameWriter _writer;
    private readonly SpdyHeaderEncoder _encoder = new();
    private readonly SpdyHeaderDecoder _decoder = new();
    private readonly ConcurrentDictionary<int, SpdyStream> _streams = new();
    private readonly Channel<SpdyStream> _incoming = Channel.CreateBounded<SpdyStream>(MaxIncomingStreams);
    private readonly SpdySendWindow _sendWindow = new(SpdySendWindow.Default);
    private readonly CancellationTokenSource _closing = new();
    private readonly bool _isClient;

    // Keeps stream numbers and the header compression stream in the order of the frames.
    private readonly Lock _openLock = new();
    private int _nextStreamId;
    private int _lastIncomingId;
    private int _initialWindow = SpdySendWindow.Default;
    private int _unacknowledged;
    private bool _goingAway;

    public SpdySession(Stream transport, bool isClient)
    {
        _input = PipeReader.Create(transport, new StreamPipeReaderOptions(bufferSize: 32 * 1024, leaveOpen: true));
        _writer = new SpdyFrameWriter(transport);
        _isClient = isClient;
        _nextStreamId = isClient ? 1 : 2;
    }

    /// <summary>Streams opened by the peer, in order; each wants <see cref="SpdyStream.Accept"/> or <see cref="SpdyStream.Reset"/>.</summary>
    public ChannelReader<SpdyStream> Incoming => _incoming.Reader;

    /// <summary>Serves the connection until the peer ends it, <see cref="Close"/> or cancellation. Never throws for those.</summary>
    /// <exception cref="SpdyProtocolException">The peer broke the protocol.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        var writing = WriteAsync(linked, cancellationToken);
        _writer.Post(SpdyFrames.Setting(SettingsInitialWindowSize, ReceiveWindow));
        _writer.Post(SpdyFrames.WindowUpdate(0, ReceiveWindow - SpdySendWindow.Default));
        try
        {
            await ReadAsync(linked.Token);
        }
        catch (SpdyProtocolException)
        {
            _writer.Post(SpdyFrames.GoAway(_lastIncomingId, SpdyStatus.ProtocolError));
            throw;
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The end of the connection is the end of its streams, which is how callers see it.
        }
        finally
        {
            _goingAway = true;
            _incoming.Writer.TryComplete();
            _sendWindow.Close();
            foreach (var stream in _streams.Values)
            {
                stream.Abandon();
            }

            _writer.Complete();
            await writing;
            await _input.CompleteAsync();
        }
    }

    /// <summary>Opens a stream; completes when the peer has accepted it.</summary>
    /// <exception cref="IOException">The peer refused it, or the connection is closed.</exception>
    public async Task<SpdyStream> OpenStreamAsync(IReadOnlyDictionary<string, string> headers, CancellationToken cancellationToken)
    {
        SpdyStream stream;
        lock (_openLock)
        {
            if (_goingAway)
            {
                throw new IOException("the SPDY connection was closed");
            }

            stream = new SpdyStream(this, _nextStreamId, headers, _initialWindow);
            _nextStreamId += 2;
            _streams[stream.Id] = stream;
            _writer.Post(SpdyFrames.SynStream(stream.Id, fin: false, _encoder.Encode(headers)));
        }

        if (_goingAway)
        {
            stream.Abandon();
        }

        await stream.Opened.WaitAsync(cancellationToken);
        return stream;
    }

    /// <summary>Says good-bye and ends the connection; <see cref="RunAsync"/> then returns.</summary>
    public void Close()
    {
        _writer.Post(SpdyFrames.GoAway(_lastIncomingId, SpdyStatus.Ok));
        _writer.Complete();
        _closing.Cancel();
    }

    internal async ValueTask<int> ReserveAsync(SpdyStream stream, int wanted, CancellationToken cancellationToken)
    {
        var ofStream = await stream.SendWindow.ReserveAsync(wanted, cancellationToken);
        var ofSession = await _sendWindow.ReserveAsync(ofStream, cancellationToken);
        if (ofSession < ofStream)
        {
            stream.SendWindow.Return(ofStream - ofSession);
        }

        return ofSession;
    }

    internal ValueTask SendDataAsync(SpdyStream stream, ReadOnlyMemory<byte> data, bool fin) =>
        _writer.SendAsync(SpdyFrames.DataHead(stream.Id, fin, data.Length), data);

    internal void SendReply(SpdyStream stream)
    {
        lock (_openLock)
        {
            _writer.Post(SpdyFrames.SynReply(stream.Id, _encoder.Encode(new Dictionary<string, string>())));
        }
    }

    /// <summary>Forgets a stream whose both directions have ended.</summary>
    internal void Forget(int streamId) => _streams.TryRemove(streamId, out _);

    internal void SendReset(int streamId, SpdyStatus status)
    {
        Forget(streamId);
        _writer.Post(SpdyFrames.Reset(streamId, status));
    }

    private async Task WriteAsync(CancellationTokenSource ending, CancellationToken cancellationToken)
    {
        try
        {
            // Not cancelled by Close: what is queued by then is still to be written.
            await _writer.RunAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or ObjectDisposedException)
        {
            await ending.CancelAsync();
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await _input.ReadAtLeastAsync(SpdyFrameHeader.Size, cancellationToken);
            if (result.Buffer.Length < SpdyFrameHeader.Size)
            {
                return;
            }

            var header = ReadHeader(result.Buffer);
            _input.AdvanceTo(result.Buffer.GetPosition(SpdyFrameHeader.Size));
            if (!header.IsControl)
            {
                await ReceiveDataAsync(header, cancellationToken);
                continue;
            }

            if (header.Length > MaxControlFrame)
            {
                throw new SpdyProtocolException("control frame too large");
            }

            var frame = await _input.ReadAtLeastAsync(header.Length, cancellationToken);
            if (frame.Buffer.Length < header.Length)
            {
                return;
            }

            var payload = frame.Buffer.Slice(0, header.Length).ToArray();
            _input.AdvanceTo(frame.Buffer.GetPosition(header.Length));
            ReceiveControl(header, payload);
        }
    }

    private static SpdyFrameHeader ReadHeader(ReadOnlySequence<byte> buffer)
    {
        Span<byte> bytes = stackalloc byte[SpdyFrameHeader.Size];
        buffer.Slice(0, SpdyFrameHeader.Size).CopyTo(bytes);
        return SpdyFrameHeader.Parse(bytes);
    }

    private async ValueTask ReceiveDataAsync(SpdyFrameHeader header, CancellationToken cancellationToken)
    {
        if (!_streams.TryGetValue(header.StreamId, out var stream))
        {
            _writer.Post(SpdyFrames.Reset(header.StreamId, SpdyStatus.InvalidStream));
        }

        for (var left = (long)header.Length; left > 0;)
        {
            var result = await _input.ReadAsync(cancellationToken);
            if (result.Buffer.IsEmpty && result.IsCompleted)
            {
                throw new IOException("the SPDY connection ended inside a frame");
            }

            var part = result.Buffer.Slice(0, Math.Min(left, result.Buffer.Length));
            foreach (var segment in part)
            {
                var acknowledge = stream is null ? 0 : await stream.ReceiveAsync(segment, cancellationToken);
                if (acknowledge > 0)
                {
                    _writer.Post(SpdyFrames.WindowUpdate(header.StreamId, acknowledge));
                }
            }

            left -= part.Length;
            AcknowledgeSession((int)part.Length);
            _input.AdvanceTo(part.End);
        }

        if (header.IsFin && stream is not null)
        {
            stream.EndInput();
        }
    }

    private void AcknowledgeSession(int length)
    {
        _unacknowledged += length;
        if (_unacknowledged >= ReceiveWindow / 2)
        {
            _writer.Post(SpdyFrames.WindowUpdate(0, _unacknowledged));
            _unacknowledged = 0;
        }
    }

    private void ReceiveControl(SpdyFrameHeader header, ReadOnlySpan<byte> payload)
    {
        switch (header.Type)
        {
            case SpdyFrameType.SynStream:
                ReceiveSynStream(header, payload);
                break;
            case SpdyFrameType.SynReply:
                var replied = Word(payload, 0) & int.MaxValue;
                _decoder.Decode(Behind(payload, 4));
                if (_streams.TryGetValue(replied, out var opened))
                {
                    opened.MarkOpened();
                    if (header.IsFin)
                    {
                        opened.EndInput();
                    }
                }

                break;
            case SpdyFrameType.Headers:
                _decoder.Decode(Behind(payload, 4));
                break;
            case SpdyFrameType.RstStream:
                if (_streams.TryRemove(Word(payload, 0) & int.MaxValue, out var reset))
                {
                    reset.MarkReset((SpdyStatus)Word(payload, 4));
                }

                break;
            case SpdyFrameType.WindowUpdate:
                ReceiveWindowUpdate(Word(payload, 0) & int.MaxValue, Word(payload, 4) & int.MaxValue);
                break;
            case SpdyFrameType.Settings:
                ReceiveSettings(payload);
                break;
            case SpdyFrameType.GoAway:
                // Open streams go on until the peer closes the connection.
                _goingAway = true;
                break;
            case SpdyFrameType.Ping:
                // A client's own pings are odd, a server's even; the other parity is the peer's and wants an echo.
                var id = (uint)Word(payload, 0);
                if ((id % 2 == 1) != _isClient)
                {
                    _writer.Post(SpdyFrames.Ping(id));
                }

                break;
        }
    }

    private void ReceiveSynStream(SpdyFrameHeader header, ReadOnlySpan<byte> payload)
    {
        var id = Word(payload, 0) & int.MaxValue;
        var headers = _decoder.Decode(Behind(payload, 10));
        if ((id % 2 == 1) == _isClient || id <= _lastIncomingId)
        {
            throw new SpdyProtocolException($"invalid stream id {id}");
        }

        _lastIncomingId = id;
        var stream = new SpdyStream(this, id, headers, _initialWindow);
        _streams[id] = stream;
        if (header.IsFin)
        {
            stream.EndInput();
        }

        if (!_incoming.Writer.TryWrite(stream))
        {
            stream.Reset(SpdyStatus.RefusedStream);
        }
    }

    private void ReceiveWindowUpdate(int streamId, int delta)
    {
        if (streamId == 0)
        {
            _sendWindow.Adjust(delta);
        }
        else if (_streams.TryGetValue(streamId, out var stream))
        {
            stream.SendWindow.Adjust(delta);
        }
    }

    private void ReceiveSettings(ReadOnlySpan<byte> payload)
    {
        var count = Word(payload, 0);
        for (var i = 0; i < count; i++)
        {
            if ((Word(payload, 4 + (8 * i)) & 0xFFFFFF) != SettingsInitialWindowSize)
            {
                continue;
            }

            var window = Word(payload, 8 + (8 * i)) & int.MaxValue;
            lock (_openLock)
            {
                var delta = (long)window - _initialWindow;
                _initialWindow = window;
                foreach (var stream in _streams.Values)
                {
                    stream.SendWindow.Adjust(delta);
                }
            }
        }
    }

    private static ReadOnlySpan<byte> Behind(ReadOnlySpan<byte> payload, int length) =>
        payload.Length >= length ? payload[length..] : throw new SpdyProtocolException("control frame too short");

    private static int Word(ReadOnlySpan<byte> payload, int offset) => payload.Length >= offset + 4
        ? BinaryPrimitives.ReadInt32BigEndian(payload[offset..])
        : throw new SpdyProtocolException("truncated control frame");
}

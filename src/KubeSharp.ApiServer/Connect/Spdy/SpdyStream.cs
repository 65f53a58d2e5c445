using System.IO.Pipelines;

namespace KubeSharp.ApiServer.Connect.Spdy;

/// <summary>One stream of a <see cref="SpdySession"/>. Reading and writing are independent; each may be done by one caller at a time.</summary>
internal sealed class SpdyStream
{
    private const int BufferSize = 64 * 1024;

    private readonly SpdySession _session;
    private readonly Pipe _input = new(new PipeOptions(
        pauseWriterThreshold: BufferSize, resumeWriterThreshold: BufferSize / 2, useSynchronizationContext: false));
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _unacknowledged;
    private bool _inputEnded;

    internal SpdyStream(SpdySession session, int id, IReadOnlyDictionary<string, string> headers, int sendWindow)
    {
        _session = session;
        Id = id;
        Headers = headers;
        SendWindow = new SpdySendWindow(sendWindow);
    }

    public int Id { get; }

    /// <summary>Headers of the SYN_STREAM frame, names in lower case.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    /// <summary>What the peer sends. Ends when the peer half-closes or resets the stream or the connection ends; bytes that came before are kept.</summary>
    public PipeReader Input => _input.Reader;

    /// <summary>Whether the peer reset the stream.</summary>
    public bool IsReset { get; private set; }

    internal SpdySendWindow SendWindow { get; }

    internal bool OutputEnded { get; private set; }

    /// <summary>Completes when the peer has accepted the stream; fails with <see cref="IOException"/> when it refuses it.</summary>
    public Task Opened => _opened.Task;

    /// <summary>Sends bytes; completes when they are handed to the connection.</summary>
    /// <exception cref="IOException">The stream or the connection is closed.</exception>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        while (data.Length > 0)
        {
            var length = await _session.ReserveAsync(this, Math.Min(data.Length, SpdySession.MaxDataFrame), cancellationToken);
            await _session.SendDataAsync(this, data[..length], fin: false);
            data = data[length..];
        }
    }

    /// <summary>Half-closes: the peer reads the end of the stream; it may go on sending.</summary>
    public async ValueTask CompleteAsync()
    {
        if (OutputEnded)
        {
            return;
        }

        OutputEnded = true;
        await _session.SendDataAsync(this, ReadOnlyMemory<byte>.Empty, fin: true);
        SendWindow.Close();
        ForgetIfEnded();
    }

    /// <summary>Accepts a stream that the peer opened.</summary>
    public void Accept() => _session.SendReply(this);

    /// <summary>Ends both directions at once.</summary>
    public void Reset(SpdyStatus status)
    {
        _session.SendReset(Id, status);
        EndOutput();
        EndInput();
    }

    internal void MarkOpened() => _opened.TrySetResult();

    internal void MarkReset(SpdyStatus status)
    {
        IsReset = true;
        _opened.TrySetException(new IOException($"the peer refused the SPDY stream: {status}"));
        _ = _opened.Task.Exception;
        EndOutput();
        EndInput();
    }

    /// <summary>Called by the session's read loop. Waits while the reader lags, which holds the whole connection back.</summary>
    /// <returns>Bytes to acknowledge with a WINDOW_UPDATE now; 0 for none.</returns>
    internal async ValueTask<int> ReceiveAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        if (_inputEnded)
        {
            return 0;
        }

        await _input.Writer.WriteAsync(data, cancellationToken);
        _unacknowledged += data.Length;
        if (_unacknowledged < SpdySession.ReceiveWindow / 2)
        {
            return 0;
        }

        var acknowledged = _unacknowledged;
        _unacknowledged = 0;
        return acknowledged;
    }

    internal void EndInput()
    {
        if (!_inputEnded)
        {
            _inputEnded = true;
            _input.Writer.Complete();
            ForgetIfEnded();
        }
    }

    internal void EndOutput()
    {
        OutputEnded = true;
        SendWindow.Close();
    }

    private void ForgetIfEnded()
    {
        if (_inputEnded && OutputEnded)
        {
            _session.Forget(Id);
        }
    }

    /// <summary>The connection is gone.</summary>
    internal void Abandon()
    {
        _opened.TrySetException(new IOException("the SPDY connection was closed"));
        _ = _opened.Task.Exception;
        EndOutput();
        EndInput();
    }
}

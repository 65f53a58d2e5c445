namespace KubeSharp.ApiServer.Connect.Spdy;

/// <summary>
/// How much may still be sent on a stream, or on the whole connection. The Go implementation that every container runtime uses does no
/// flow control and never opens a window again, so a window is respected only from the moment the peer first adjusts it.
/// </summary>
internal sealed class SpdySendWindow(int initial)
{
    /// <summary>Window of SPDY/3.1 before any SETTINGS frame.</summary>
    public const int Default = 64 * 1024;

    private readonly Lock _lock = new();

    // Guarded by _lock. Completed and replaced at every change that may let a waiting writer go on.
    private TaskCompletionSource _changed = NewSource();
    private long _available = initial;
    private bool _respected;
    private bool _closed;

    /// <summary>Takes between one and <paramref name="wanted"/> bytes, waiting while there are none.</summary>
    /// <exception cref="IOException">The window was closed.</exception>
    public async ValueTask<int> ReserveAsync(int wanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (_closed)
                {
                    throw new IOException("the SPDY stream is closed for writing");
                }

                if (!_respected || _available > 0)
                {
                    var taken = _respected ? (int)Math.Min(wanted, _available) : wanted;
                    _available -= taken;
                    return taken;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Applies a WINDOW_UPDATE, or the difference that a new initial window makes (which may be negative).</summary>
    /// <exception cref="SpdyProtocolException">The window would exceed 2^31-1.</exception>
    public void Adjust(long delta)
    {
        lock (_lock)
        {
            if (!_respected)
            {
                // Before the peer took part in flow control its updates may lag behind what was sent freely.
                _respected = true;
            }

            _available += delta;
            if (_available > int.MaxValue)
            {
                throw new SpdyProtocolException("flow control window overflow");
            }

            Signal();
        }
    }

    /// <summary>Gives back what was reserved and not sent.</summary>
    public void Return(int amount)
    {
        lock (_lock)
        {
            _available += amount;
            Signal();
        }
    }

    public void Close()
    {
        lock (_lock)
        {
            _closed = true;
            Signal();
        }
    }

    private void Signal()
    {
        _changed.TrySetResult();
        _changed = NewSource();
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

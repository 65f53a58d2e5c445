using System.Threading.Tasks.Sources;

namespace KubeSharp.ApiServer.Cache.Watching;

/// <summary>An auto-reset event for one waiter, which allocates nothing. Sets while nobody waits are remembered as one.</summary>
internal sealed class Signal : IValueTaskSource
{
    private const int Idle = 0;
    private const int IsSet = 1;
    private const int Waiting = 2;

    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
    private int _state;

    public void Set()
    {
        while (true)
        {
            int state = Volatile.Read(ref _state);
            if (state == IsSet)
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _state, state == Waiting ? Idle : IsSet, state) == state)
            {
                if (state == Waiting)
                {
                    _source.SetResult(true);
                }

                return;
            }
        }
    }

    public ValueTask WaitAsync()
    {
        _source.Reset();
        if (Interlocked.CompareExchange(ref _state, Waiting, Idle) == Idle)
        {
            return new ValueTask(this, _source.Version);
        }

        Volatile.Write(ref _state, Idle);
        return ValueTask.CompletedTask;
    }

    void IValueTaskSource.GetResult(short token) => _source.GetResult(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}

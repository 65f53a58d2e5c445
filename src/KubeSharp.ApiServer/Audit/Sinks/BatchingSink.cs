using System.Threading.Channels;
using KubeSharp.ApiServer.Hosting;
using KubeSharp.Client.WorkQueues;

namespace KubeSharp.ApiServer.Audit.Sinks;

/// <summary>Collects events and writes them in batches behind the requests' backs. At the end it writes what is left.</summary>
/// <param name="output">Where batches go.</param>
/// <param name="form">How it wants its events.</param>
/// <param name="options">How they come together.</param>
/// <param name="maxBatchBytes">Most bytes of a batch of several events; 0 for any number.</param>
/// <param name="errors">To be told what is lost.</param>
/// <param name="time">The clock.</param>
internal sealed class BatchingSink(
    IAuditOutput output, AuditForm form, AuditBatchOptions options, int maxBatchBytes, AuditErrors errors, TimeProvider time) : IAuditSink, IServerTask
{
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(5);

    private readonly TokenBucket? _throttle = options.ThrottleQps > 0 ? new TokenBucket(options.ThrottleQps, options.ThrottleBurst, time) : null;

    private readonly Channel<ReadOnlyMemory<byte>> _events = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(options.BufferSize) { FullMode = BoundedChannelFullMode.Wait });

    public bool IsStrict => false;

    public string Name => "audit-" + output.Name;

    public Task Started => Task.CompletedTask;

    public bool Add(AuditEvent value)
    {
        if (form.Of(value) is not { } bytes)
        {
            errors.Lost("truncate", 1, "the event is too large");
            return false;
        }

        if (_events.Writer.TryWrite(bytes))
        {
            return true;
        }

        errors.Lost(output.Name, 1, "the buffer is full");
        return false;
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await _events.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
            {
                if (_throttle?.Reserve() is { } wait && wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
                }

                await WriteAsync(await CollectAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await FlushAsync().ConfigureAwait(false);
        }
    }

    /// <summary>At least one event; more that come within the time.</summary>
    private async Task<List<ReadOnlyMemory<byte>>> CollectAsync(CancellationToken cancellationToken)
    {
        var batch = new List<ReadOnlyMemory<byte>>();
        using var limit = new CancellationTokenSource(options.MaxWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            do
            {
                Take(batch);
            }
            while (batch.Count < options.MaxSize && Fits(batch) && await _events.Reader.WaitToReadAsync(either.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The time is up, or the server ends: what there is goes out.
        }

        return batch;
    }

    private void Take(List<ReadOnlyMemory<byte>> batch)
    {
        while (batch.Count < options.MaxSize && Fits(batch) && _events.Reader.TryRead(out var json))
        {
            batch.Add(json);
        }
    }

    /// <summary>Whether the next event may join: there is always room for one.</summary>
    private bool Fits(List<ReadOnlyMemory<byte>> batch) =>
        maxBatchBytes == 0 || batch.Count == 0
        || !_events.Reader.TryPeek(out var next)
        || batch.Sum(static json => (long)json.Length) + next.Length <= maxBatchBytes;

    private async Task FlushAsync()
    {
        using var limit = new CancellationTokenSource(FarewellTime, time);
        while (true)
        {
            var batch = new List<ReadOnlyMemory<byte>>();
            Take(batch);
            if (batch.Count == 0)
            {
                return;
            }

            await WriteAsync(batch, limit.Token).ConfigureAwait(false);
        }
    }

    private async Task WriteAsync(List<ReadOnlyMemory<byte>> batch, CancellationToken cancellationToken)
    {
        // A batch that was collected when the server was told to end still has its time.
        using var farewell = cancellationToken.IsCancellationRequested ? new CancellationTokenSource(FarewellTime, time) : null;
        try
        {
            await output.WriteAsync(batch, farewell?.Token ?? cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or OperationCanceledException)
        {
            errors.Lost(output.Name, batch.Count, failure.Message);
        }
    }
}

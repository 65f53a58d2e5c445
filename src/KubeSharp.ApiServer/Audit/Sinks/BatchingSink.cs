using System.Threading.Channels;
using KubeSharp.ApiServer.Hosting;

namespace KubeSharp.ApiServer.Audit.Sinks;

/// <summary>Collects events and writes them in batches behind the requests' backs. At the end it writes what is left.</summary>
internal sealed class BatchingSink(IAuditOutput output, AuditBatchOptions options, AuditErrors errors, TimeProvider time) : IAuditSink, IServerTask
{
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(5);

    private readonly Channel<ReadOnlyMemory<byte>> _events = Channel.CreateBounded<ReadOnlyMemory<byte>>(
        new BoundedChannelOptions(options.BufferSize) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public bool IsStrict => false;

    public string Name => "audit-" + output.Name;

    public Task Started => Task.CompletedTask;

    public bool Add(ReadOnlyMemory<byte> json)
    {
        if (_events.Writer.TryWrite(json))
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
            while (batch.Count < options.MaxSize && await _events.Reader.WaitToReadAsync(either.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException)
        {
            // The time is up, or the server ends: what there is goes out.
        }

        return batch;
    }

    private void Take(List<ReadOnlyMemory<byte>> batch)
    {
        while (batch.Count < options.MaxSize && _events.Reader.TryRead(out var json))
        {
            batch.Add(json);
        }
    }

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

using System.Threading.Channels;
using Grpc.Core;
using KubeSharp.Storage.Errors;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Storage.Etcd;

/// <summary>
/// One watch. It asks etcd for every key and keeps those of its range: each revision has an event, so the newest event always tells
/// how far the watch has come, on every version of etcd (progress requests overtake events before 3.4.25 and 3.5.8).
/// </summary>
/// <remarks>A stream that breaks is opened again behind the last revision that it delivered, at the next member.</remarks>
internal sealed partial class EtcdWatch(
    EtcdMembers members, WatchRequest request, Action<long> saw, TimeProvider time, ILogger logger, CancellationToken closing) : IKeyWatch
{
    /// <summary>Responses that may wait for a slow reader before etcd has to hold them back.</summary>
    private const int QueueLimit = 1000;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);

    // A stream that has been silent for so long, while somebody waits for it, belongs to a member that may hang.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(1.5);

    private readonly CancellationTokenSource _end = CancellationTokenSource.CreateLinkedTokenSource(closing);
    private readonly Channel<WatchResponse> _queue =
        Channel.CreateBounded<WatchResponse>(new BoundedChannelOptions(QueueLimit) { SingleReader = true, SingleWriter = false });

    private Task _pump = Task.CompletedTask;
    private volatile EtcdWatchStream? _stream;
    private long _heard;
    private long _next;
    private int _enumerated;

    public long Revision { get; private set; }

    /// <exception cref="StoreUnavailableException">No member answers.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        EtcdWatchStream stream;
        long begin = time.GetTimestamp();
        for (int tries = 1; ; tries++)
        {
            EtcdMember member = await members.ConnectedAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                stream = await EtcdWatchStream.OpenAsync(member, request.StartRevision, request.PreviousValues, _end.Token, cancellationToken).ConfigureAwait(false);
                break;
            }
            catch (RpcException) when (tries <= members.Count || time.GetElapsedTime(begin) < members.Patience)
            {
                members.Leave(member);
                await Task.Delay(EtcdMembers.RetryDelay, time, cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException error)
            {
                throw EtcdErrors.Translate(error, request.StartRevision, 0);
            }
        }

        Revision = stream.Revision;
        saw(Revision);
        _next = request.StartRevision == 0 ? Revision + 1 : request.StartRevision;
        _pump = PumpAsync(stream, _end.Token);
    }

    public ValueTask RequestProgressAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();

        // Where the queue is full the responses in it tell the progress.
        _queue.Writer.TryWrite(new WatchResponse(Interlocked.Read(ref _next) - 1, []));
        return _stream is { } stream && time.GetElapsedTime(Interlocked.Read(ref _heard)) > Silence
            ? new ValueTask(stream.Member.ProbeAsync())
            : ValueTask.CompletedTask;
    }

    public async IAsyncEnumerator<WatchResponse> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        if (Interlocked.Exchange(ref _enumerated, 1) != 0)
        {
            throw new InvalidOperationException("A watch is enumerated once.");
        }

        await foreach (WatchResponse response in _queue.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return response;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        _queue.Writer.TryComplete();
        await _pump.ConfigureAwait(false);
        _end.Dispose();
    }

    private async Task PumpAsync(EtcdWatchStream stream, CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                using (stream)
                {
                    _stream = stream;
                    await ForwardAsync(stream, cancellationToken).ConfigureAwait(false);
                }

                members.Leave(stream.Member);
                stream = await ReconnectAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (CompactedException compacted)
        {
            _queue.Writer.TryComplete(compacted);
        }
        catch (Exception error)
        {
            bool wanted = cancellationToken.IsCancellationRequested && !closing.IsCancellationRequested;
            _queue.Writer.TryComplete(wanted ? null : new StoreUnavailableException("the watch of etcd has ended: " + error.Message, error));
        }
    }

    /// <summary>Until the stream breaks.</summary>
    private async Task ForwardAsync(EtcdWatchStream stream, CancellationToken cancellationToken)
    {
        try
        {
            while (await stream.NextAsync(cancellationToken).ConfigureAwait(false) is { } response)
            {
                Interlocked.Exchange(ref _heard, time.GetTimestamp());
                if (response.CompactRevision != 0)
                {
                    throw new CompactedException(_next, response.CompactRevision);
                }

                if (response.Canceled)
                {
                    LogBroken(response.CancelReason);
                    return;
                }

                if (response.Events.Count > 0)
                {
                    await ForwardAsync(response.Events, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (RpcException error) when (!cancellationToken.IsCancellationRequested)
        {
            LogBroken(error.Status.Detail);
        }
    }

    private async ValueTask ForwardAsync(IReadOnlyList<Rpc.Event> changes, CancellationToken cancellationToken)
    {
        var events = new List<KeyEvent>(changes.Count);
        foreach (Rpc.Event change in changes)
        {
            KeyEvent one = EtcdMessages.Of(change);
            if (request.Range.Contains(one.Key))
            {
                events.Add(one);
            }
        }

        long revision = changes[^1].Kv.ModRevision;
        saw(revision);
        await _queue.Writer.WriteAsync(new WatchResponse(revision, events), cancellationToken).ConfigureAwait(false);
        Interlocked.Exchange(ref _next, revision + 1);
    }

    private async Task<EtcdWatchStream> ReconnectAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                EtcdMember member = await members.ConnectedAsync(cancellationToken).ConfigureAwait(false);
                try
                {
                    return await EtcdWatchStream.OpenAsync(member, _next, request.PreviousValues, cancellationToken, cancellationToken).ConfigureAwait(false);
                }
                catch (RpcException) when (!cancellationToken.IsCancellationRequested)
                {
                    members.Leave(member);
                }
            }
            catch (StoreUnavailableException)
            {
                // Nobody knows for how long: the watch goes on when there is a member again.
            }

            await Task.Delay(RetryDelay, time, cancellationToken).ConfigureAwait(false);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The watch of etcd broke and begins again: {Reason}")]
    private partial void LogBroken(string reason);
}

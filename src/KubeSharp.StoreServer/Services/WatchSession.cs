using System.Collections.Concurrent;
using KubeSharp.Storage;
using KubeSharp.Storage.Errors;
using KubeSharp.Storage.Etcd.Rpc;
using KubeSharp.StoreServer.Grpc;
using WatchRequest = KubeSharp.Storage.Etcd.Rpc.WatchRequest;
using WatchResponse = KubeSharp.Storage.Etcd.Rpc.WatchResponse;

namespace KubeSharp.StoreServer.Services;

/// <summary>The watches of one stream. A client that reads slowly holds up its own stream and nobody else.</summary>
internal sealed class WatchSession(IKeyValueStore store, GrpcCall call) : IAsyncDisposable
{
    /// <summary>What a fragment may have; etcd's --max-request-bytes.</summary>
    private const int FragmentBytes = 3 << 19;

    private readonly ConcurrentDictionary<long, (IKeyWatch Watch, Task Pump)> _watches = [];
    private readonly CancellationTokenSource _end = new();
    private long _nextId;

    public async Task HandleAsync(WatchRequest request, CancellationToken cancellationToken)
    {
        switch (request.RequestUnionCase)
        {
            case WatchRequest.RequestUnionOneofCase.CreateRequest:
                await CreateAsync(request.CreateRequest, cancellationToken).ConfigureAwait(false);
                break;
            case WatchRequest.RequestUnionOneofCase.CancelRequest:
                await CancelAsync(request.CancelRequest.WatchId, cancellationToken).ConfigureAwait(false);
                break;
            case WatchRequest.RequestUnionOneofCase.ProgressRequest:
                foreach ((IKeyWatch watch, _) in _watches.Values)
                {
                    await watch.RequestProgressAsync(cancellationToken).ConfigureAwait(false);
                }

                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        foreach ((IKeyWatch watch, Task pump) in _watches.Values)
        {
            await watch.DisposeAsync().ConfigureAwait(false);
            await pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _end.Dispose();
    }

    private async Task CreateAsync(WatchCreateRequest create, CancellationToken cancellationToken)
    {
        long id = create.WatchId != 0 ? create.WatchId : NextId();
        if (_watches.ContainsKey(id))
        {
            var refusal = new WatchResponse
            {
                Header = Wire.Header(store.CurrentRevision),
                WatchId = -1,
                Created = true,
                Canceled = true,
                CancelReason = "mvcc: duplicate watch ID provided on the WatchStream",
            };
            await call.WriteAsync(refusal, cancellationToken).ConfigureAwait(false);
            return;
        }

        var request = new Storage.WatchRequest(Wire.Range(create.Key, create.RangeEnd))
        {
            StartRevision = create.StartRevision,
            PreviousValues = create.PrevKv,
        };
        IKeyWatch watch = await store.WatchAsync(request, cancellationToken).ConfigureAwait(false);
        await call.WriteAsync(new WatchResponse { Header = Wire.Header(watch.Revision), WatchId = id, Created = true }, cancellationToken).ConfigureAwait(false);
        _watches[id] = (watch, PumpAsync(id, watch, create, _end.Token));
    }

    private long NextId()
    {
        while (_watches.ContainsKey(_nextId))
        {
            _nextId++;
        }

        return _nextId++;
    }

    private async Task CancelAsync(long id, CancellationToken cancellationToken)
    {
        if (_watches.TryRemove(id, out (IKeyWatch Watch, Task Pump) ended))
        {
            await ended.Watch.DisposeAsync().ConfigureAwait(false);
            await ended.Pump.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await call.WriteAsync(new WatchResponse { Header = Wire.Header(store.CurrentRevision), WatchId = id, Canceled = true }, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task PumpAsync(long id, IKeyWatch watch, WatchCreateRequest create, CancellationToken cancellationToken)
    {
        var last = new WatchResponse { WatchId = id, Canceled = true };
        try
        {
            await foreach (Storage.WatchResponse response in watch.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                Event[] events = [.. response.Events.Where(change => IsWanted(create, change)).Select(change => Of(change, create.PrevKv))];
                if (events.Length > 0 || response.Events.Count == 0)
                {
                    await SendAsync(id, response.Revision, events, create.Fragment, cancellationToken).ConfigureAwait(false);
                }
            }

            return;
        }
        catch (CompactedException compacted)
        {
            (last.CompactRevision, last.CancelReason) = (compacted.CompactRevision, GrpcErrors.Compacted);
        }
        catch (StoreException failure)
        {
            last.CancelReason = failure.Message;
        }

        last.Header = Wire.Header(store.CurrentRevision);
        await call.WriteAsync(last, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>As one message, or, where the client can put them together, as several that are not too large.</summary>
    private async Task SendAsync(long id, long revision, Event[] events, bool fragments, CancellationToken cancellationToken)
    {
        var message = new WatchResponse { Header = Wire.Header(revision), WatchId = id };
        int size = 0;
        foreach (Event change in events)
        {
            int more = fragments ? change.CalculateSize() : 0;
            if (size > 0 && size + more > FragmentBytes)
            {
                message.Fragment = true;
                await call.WriteAsync(message, cancellationToken).ConfigureAwait(false);
                (message, size) = (new WatchResponse { Header = message.Header, WatchId = id }, 0);
            }

            message.Events.Add(change);
            size += more;
        }

        await call.WriteAsync(message, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsWanted(WatchCreateRequest create, KeyEvent change) => !create.Filters.Contains(
        change.Type == KeyEventType.Put ? WatchCreateRequest.Types.FilterType.Noput : WatchCreateRequest.Types.FilterType.Nodelete);

    private static Event Of(KeyEvent change, bool previous) => new()
    {
        Type = change.Type == KeyEventType.Put ? Event.Types.EventType.Put : Event.Types.EventType.Delete,
        Kv = Wire.Of(change.Current),
        PrevKv = previous && change.Previous is { } before ? Wire.Of(before) : null,
    };
}

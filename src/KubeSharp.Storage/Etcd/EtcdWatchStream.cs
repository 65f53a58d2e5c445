using Grpc.Core;

namespace KubeSharp.Storage.Etcd;

/// <summary>A watch of every key at one member, until the stream breaks or the member is lost.</summary>
internal sealed class EtcdWatchStream : IDisposable
{
    private readonly EtcdMember _member;
    private readonly CancellationTokenSource _end;
    private readonly AsyncDuplexStreamingCall<Rpc.WatchRequest, Rpc.WatchResponse> _call;

    private EtcdWatchStream(EtcdMember member, CancellationToken closing)
    {
        _member = member;
        _end = CancellationTokenSource.CreateLinkedTokenSource(closing, member.Lost);
        _call = member.Watches.Watch(EtcdMember.Options(_end.Token));
    }

    public EtcdMember Member => _member;

    /// <summary>The store's revision when the watch was made.</summary>
    public long Revision { get; private set; }

    /// <exception cref="RpcException">The member does not serve.</exception>
    public static async Task<EtcdWatchStream> OpenAsync(
        EtcdMember member, long start, bool previousValues, CancellationToken closing, CancellationToken cancellationToken)
    {
        var stream = new EtcdWatchStream(member, closing);
        try
        {
            await stream.CreateAsync(start, previousValues, cancellationToken).ConfigureAwait(false);
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The next response; null at the end.</summary>
    /// <exception cref="RpcException">The stream broke.</exception>
    public async ValueTask<Rpc.WatchResponse?> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _call.ResponseStream.MoveNext(_end.Token).ConfigureAwait(false) ? _call.ResponseStream.Current : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, $"{_member.Channel.Target} gives no sign of life"));
        }
    }

    public void Dispose()
    {
        _call.Dispose();
        _end.Dispose();
    }

    private async Task CreateAsync(long start, bool previousValues, CancellationToken cancellationToken)
    {
        var create = new Rpc.WatchCreateRequest
        {
            Key = EtcdMessages.Key(KeyRange.All.Start),
            RangeEnd = EtcdMessages.End(KeyRange.All),
            StartRevision = start,
            PrevKv = previousValues,
        };
        await _call.RequestStream.SendAsync(new Rpc.WatchRequest { CreateRequest = create }, cancellationToken).ConfigureAwait(false);
        Task<bool> created = _call.ResponseStream.MoveNext(cancellationToken);
        if (!await _member.AnswerAsync(created, cancellationToken).ConfigureAwait(false)
            || _call.ResponseStream.Current is not { Created: true, Canceled: false } response)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "etcd refused the watch"));
        }

        Revision = response.Header.Revision;
    }
}

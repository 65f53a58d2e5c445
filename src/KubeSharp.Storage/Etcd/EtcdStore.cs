using Grpc.Core;
using KubeSharp.Storage.Errors;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Storage.Etcd;

/// <summary>The store of an etcd cluster, 3.4 or later.</summary>
/// <remarks>
/// A request waits a while for a connection to any member. Reads are linearizable and tried again; a write is sent once, because nobody
/// can tell whether one that got no answer has happened. Watches ride out the loss of members.
/// </remarks>
public sealed class EtcdStore : IKeyValueStore
{
    private readonly EtcdMembers _members;
    private readonly TimeProvider _time;
    private readonly ILogger<EtcdStore> _logger;
    private readonly CancellationTokenSource _closing = new();
    private long _revision;

    public EtcdStore(EtcdStoreOptions options, TimeProvider time, ILogger<EtcdStore> logger) =>
        (_members, _time, _logger) = (new EtcdMembers(options, time), time, logger);

    public long CurrentRevision => Interlocked.Read(ref _revision);

    public async ValueTask<RangeResult> RangeAsync(RangeRequest request, CancellationToken cancellationToken = default)
    {
        try
        {
            Rpc.RangeResponse response = await ReadAsync(
                (member, options) => member.Keys.RangeAsync(EtcdMessages.Of(request), options), cancellationToken).ConfigureAwait(false);
            Saw(response.Header.Revision);
            return EtcdMessages.Of(response, response.Header.Revision);
        }
        catch (RpcException error) when (EtcdErrors.IsCompacted(error))
        {
            throw new CompactedException(request.Revision, await CompactRevisionAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (RpcException error)
        {
            throw EtcdErrors.Translate(error, request.Revision, CurrentRevision);
        }
    }

    public async ValueTask<TransactionResult> CommitAsync(Transaction transaction, CancellationToken cancellationToken = default)
    {
        Rpc.TxnResponse response = await WriteAsync(
            (member, options) => member.Keys.TxnAsync(EtcdMessages.Of(transaction), options), LeaseOf(transaction), cancellationToken).ConfigureAwait(false);
        Saw(response.Header.Revision);
        return EtcdMessages.Of(response);
    }

    public async ValueTask<IKeyWatch> WatchAsync(WatchRequest request, CancellationToken cancellationToken = default)
    {
        var watch = new EtcdWatch(_members, request, Saw, _time, _logger, _closing.Token);
        try
        {
            await watch.OpenAsync(cancellationToken).ConfigureAwait(false);
            return watch;
        }
        catch
        {
            await watch.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask CompactAsync(long revision, CancellationToken cancellationToken = default)
    {
        try
        {
            await AskAsync((member, options) => member.Keys.CompactAsync(new Rpc.CompactionRequest { Revision = revision }, options), EtcdErrors.IsRefusal, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (RpcException error) when (EtcdErrors.IsCompacted(error))
        {
            throw new CompactedException(revision, await CompactRevisionAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (RpcException error)
        {
            throw EtcdErrors.Translate(error, revision, CurrentRevision);
        }
    }

    public async ValueTask<Lease> GrantLeaseAsync(TimeSpan timeToLive, CancellationToken cancellationToken = default)
    {
        long seconds = Math.Max(1, (long)Math.Ceiling(timeToLive.TotalSeconds));
        Rpc.LeaseGrantResponse granted = await WriteAsync(
            (member, options) => member.Leases.LeaseGrantAsync(new Rpc.LeaseGrantRequest { TTL = seconds }, options), 0, cancellationToken).ConfigureAwait(false);
        return new Lease(granted.ID, TimeSpan.FromSeconds(granted.TTL));
    }

    public async ValueTask<Lease> KeepLeaseAliveAsync(long leaseId, CancellationToken cancellationToken = default)
    {
        EtcdMember member = await _members.ConnectedAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, member.Lost);
            using AsyncDuplexStreamingCall<Rpc.LeaseKeepAliveRequest, Rpc.LeaseKeepAliveResponse> call = member.Leases.LeaseKeepAlive(EtcdMember.Options(either.Token));
            await call.RequestStream.SendAsync(new Rpc.LeaseKeepAliveRequest { ID = leaseId }, cancellationToken).ConfigureAwait(false);
            await call.RequestStream.CompleteAsync().ConfigureAwait(false);
            return await member.AnswerAsync(call.ResponseStream.MoveNext(either.Token), cancellationToken).ConfigureAwait(false) && call.ResponseStream.Current is { TTL: > 0 } kept
                ? new Lease(kept.ID, TimeSpan.FromSeconds(kept.TTL))
                : throw new LeaseNotFoundException(leaseId);
        }
        catch (RpcException error)
        {
            throw Failed(member, error, leaseId);
        }
    }

    public async ValueTask RevokeLeaseAsync(long leaseId, CancellationToken cancellationToken = default) =>
        await WriteAsync(
            (member, options) => member.Leases.LeaseRevokeAsync(new Rpc.LeaseRevokeRequest { ID = leaseId }, options), leaseId, cancellationToken).ConfigureAwait(false);

    public async ValueTask<StoreStatus> GetStatusAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            Rpc.StatusResponse status = await ReadAsync(
                (member, options) => member.Maintenance.StatusAsync(new Rpc.StatusRequest(), options), cancellationToken).ConfigureAwait(false);
            Saw(status.Header.Revision);
            long compacted = await CompactRevisionAsync(cancellationToken).ConfigureAwait(false);
            return new StoreStatus("etcd " + status.Version, CurrentRevision, compacted, status.DbSize, status.DbSizeInUse);
        }
        catch (RpcException error)
        {
            throw EtcdErrors.Translate(error, 0, CurrentRevision);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        _members.Dispose();
    }

    private static long LeaseOf(Transaction transaction) =>
        transaction.Success.Concat(transaction.Failure).OfType<PutOperation>().FirstOrDefault(static put => put.Lease != 0)?.Lease ?? 0;

    /// <summary>etcd tells nobody where it was compacted, but it refuses to read below: the boundary is found by halving.</summary>
    private async ValueTask<long> CompactRevisionAsync(CancellationToken cancellationToken)
    {
        async ValueTask<bool> ReadableAsync(long revision)
        {
            var request = new RangeRequest(KeyRange.Single("\0")) { Revision = revision, CountOnly = true };
            try
            {
                await ReadAsync((member, options) => member.Keys.RangeAsync(EtcdMessages.Of(request), options), cancellationToken).ConfigureAwait(false);
                return true;
            }
            catch (RpcException error) when (EtcdErrors.IsCompacted(error))
            {
                return false;
            }
        }

        (long gone, long there) = (0, CurrentRevision);
        while (there - gone > 1)
        {
            long middle = gone + ((there - gone) / 2);
            (gone, there) = await ReadableAsync(middle).ConfigureAwait(false) ? (gone, middle) : (middle, there);
        }

        return gone == 0 ? 0 : there;
    }

    private ValueTask<T> ReadAsync<T>(Func<EtcdMember, CallOptions, AsyncUnaryCall<T>> read, CancellationToken cancellationToken) =>
        AskAsync(read, EtcdErrors.IsTransient, cancellationToken);

    private async ValueTask<T> WriteAsync<T>(Func<EtcdMember, CallOptions, AsyncUnaryCall<T>> write, long lease, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(write, EtcdErrors.IsRefusal, cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException error)
        {
            throw EtcdErrors.Translate(error, lease, CurrentRevision);
        }
    }

    /// <summary>Asks one member after the other while they fail in a way that allows another try.</summary>
    private async ValueTask<T> AskAsync<T>(
        Func<EtcdMember, CallOptions, AsyncUnaryCall<T>> call, Func<RpcException, bool> allowsAnother, CancellationToken cancellationToken)
    {
        long begin = _time.GetTimestamp();
        for (int tries = 1; ; tries++)
        {
            EtcdMember member = await _members.ConnectedAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                return await member.CallAsync(call, cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException error) when (EtcdErrors.IsTransient(error))
            {
                _members.Leave(member);
                if (!allowsAnother(error) || (tries > _members.Count && _time.GetElapsedTime(begin) > _members.Patience))
                {
                    throw;
                }
            }

            await Task.Delay(EtcdMembers.RetryDelay, _time, cancellationToken).ConfigureAwait(false);
        }
    }

    private Exception Failed(EtcdMember member, RpcException error, long lease)
    {
        if (EtcdErrors.IsTransient(error))
        {
            _members.Leave(member);
        }

        return EtcdErrors.Translate(error, lease, CurrentRevision);
    }

    private void Saw(long revision)
    {
        long known = CurrentRevision;
        while (revision > known)
        {
            long before = Interlocked.CompareExchange(ref _revision, revision, known);
            if (before == known)
            {
                return;
            }

            known = before;
        }
    }
}

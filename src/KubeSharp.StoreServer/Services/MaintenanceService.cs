using System.IO.Hashing;
using System.Runtime.InteropServices;
using Google.Protobuf;
using KubeSharp.Storage;
using KubeSharp.Storage.Embedded;
using KubeSharp.Storage.Etcd.Rpc;
using KubeSharp.StoreServer.Grpc;
using RangeRequest = KubeSharp.Storage.RangeRequest;

namespace KubeSharp.StoreServer.Services;

/// <summary>etcdserverpb.Maintenance.</summary>
internal sealed class MaintenanceService(EmbeddedStore store)
{
    /// <summary>The release of etcd whose services these are; clients decide by it what they may ask for.</summary>
    private const string Version = "3.5.8";

    private const int BlobBytes = 64 << 10;

    public void AddTo(GrpcRoutes routes)
    {
        routes.Add("/etcdserverpb.Maintenance/Status", StatusRequest.Parser, StatusAsync);
        routes.Add("/etcdserverpb.Maintenance/Alarm", AlarmRequest.Parser, AlarmAsync);
        routes.Add("/etcdserverpb.Maintenance/Defragment", DefragmentRequest.Parser, Defragment);
        routes.Add("/etcdserverpb.Maintenance/Hash", HashRequest.Parser, HashAsync);
        routes.Add("/etcdserverpb.Maintenance/HashKV", HashKVRequest.Parser, HashKeysAsync);
        routes.AddStream("/etcdserverpb.Maintenance/Snapshot", SnapshotAsync);
    }

    private async ValueTask<StatusResponse> StatusAsync(StatusRequest request, CancellationToken cancellationToken)
    {
        StoreStatus status = await store.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        return new StatusResponse
        {
            Header = Wire.Header(status.Revision),
            Version = Version,
            DbSize = status.DatabaseSize,
            DbSizeInUse = status.DatabaseSizeInUse,
            Leader = Wire.Member,
            RaftIndex = (ulong)status.Revision,
            RaftTerm = 1,
            RaftAppliedIndex = (ulong)status.Revision,
        };
    }

    /// <summary>The alarm goes off and ends with the quota; nobody has to disarm it.</summary>
    private async ValueTask<AlarmResponse> AlarmAsync(AlarmRequest request, CancellationToken cancellationToken)
    {
        StoreStatus status = await store.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        var response = new AlarmResponse { Header = Wire.Header(status.Revision) };
        if (store.Quota > 0 && status.DatabaseSizeInUse >= store.Quota)
        {
            response.Alarms.Add(new AlarmMember { MemberID = Wire.Member, Alarm = AlarmType.Nospace });
        }

        return response;
    }

    /// <summary>The store gives free pages back by itself.</summary>
    private ValueTask<DefragmentResponse> Defragment(DefragmentRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new DefragmentResponse { Header = Wire.Header(store.CurrentRevision) });

    private async ValueTask<HashResponse> HashAsync(HashRequest request, CancellationToken cancellationToken)
    {
        (long revision, uint hash) = await HashAsync(0, cancellationToken).ConfigureAwait(false);
        return new HashResponse { Header = Wire.Header(revision), Hash = hash };
    }

    private async ValueTask<HashKVResponse> HashKeysAsync(HashKVRequest request, CancellationToken cancellationToken)
    {
        (long revision, uint hash) = await HashAsync(request.Revision, cancellationToken).ConfigureAwait(false);
        StoreStatus status = await store.GetStatusAsync(cancellationToken).ConfigureAwait(false);
        return new HashKVResponse { Header = Wire.Header(revision), Hash = hash, CompactRevision = status.CompactRevision };
    }

    private async ValueTask<(long Revision, uint Hash)> HashAsync(long revision, CancellationToken cancellationToken)
    {
        RangeResult all = await store.RangeAsync(new RangeRequest(KeyRange.All) { Revision = revision }, cancellationToken).ConfigureAwait(false);
        var hash = new XxHash32();
        foreach (Storage.KeyValue one in all.KeyValues)
        {
            hash.Append(MemoryMarshal.AsBytes(one.Key.AsSpan()));
            hash.Append(BitConverter.GetBytes(one.ModRevision));
            hash.Append(one.Value.Span);
        }

        return (all.Revision, hash.GetCurrentHashAsUInt32());
    }

    private async Task SnapshotAsync(GrpcCall call, CancellationToken cancellationToken)
    {
        await call.ReadOnlyAsync(SnapshotRequest.Parser, cancellationToken).ConfigureAwait(false);
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            long revision = await store.BackupAsync(file, cancellationToken).ConfigureAwait(false);
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read);
            var blob = new byte[BlobBytes];
            int read;
            while ((read = await stream.ReadAtLeastAsync(blob, blob.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false)) > 0)
            {
                var response = new SnapshotResponse
                {
                    Header = Wire.Header(revision),
                    RemainingBytes = (ulong)(stream.Length - stream.Position),
                    Blob = ByteString.CopyFrom(blob, 0, read),
                };
                await call.WriteAsync(response, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            File.Delete(file);
        }
    }
}

using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Storage;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>Upstream's RangeAllocation at /registry/ranges/servicenodeports, changed by compare-and-swap, so that all servers of a store agree.</summary>
internal sealed class NodePortRecord(IKeyValueStore store, NodePortRange range) : INodePortRecord, IDisposable
{
    private const string Key = "/registry/ranges/servicenodeports";

    /// <summary>This server's own requests do not race each other.</summary>
    private readonly SemaphoreSlim _turn = new(1, 1);
    private volatile PortBitmap _known = new(range);
    private long _revision;

    public bool IsTaken(int port) => _known[port];

    public async ValueTask<IReadOnlyList<int>> TakeAsync(IReadOnlyList<int> ports, CancellationToken cancellationToken)
    {
        IReadOnlyList<int> taken = [];
        await ChangeAsync(
            bitmap =>
            {
                taken = [.. ports.Where(port => bitmap[port])];
                return taken.Count > 0 ? bitmap : With(bitmap, ports, true);
            },
            cancellationToken);
        return taken;
    }

    public ValueTask ReleaseAsync(IReadOnlyList<int> ports, CancellationToken cancellationToken) =>
        ChangeAsync(bitmap => ports.Any(port => bitmap[port]) ? With(bitmap, ports, false) : bitmap, cancellationToken);

    public async ValueTask ChangeAsync(Func<PortBitmap, PortBitmap> change, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            // What is known is tried first. That nothing is to be done is believed only of what is stored now.
            for (var isCurrent = false; ; isCurrent = true)
            {
                var next = change(_known);
                if (!ReferenceEquals(next, _known))
                {
                    if (await TryStoreAsync(next, cancellationToken))
                    {
                        return;
                    }
                }
                else if (isCurrent)
                {
                    return;
                }
                else
                {
                    var read = await store.RangeAsync(new RangeRequest(KeyRange.Single(Key)), cancellationToken);
                    Remember(read.KeyValues);
                }
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async ValueTask<bool> TryStoreAsync(PortBitmap next, CancellationToken cancellationToken)
    {
        var result = await store.CommitAsync(
            Transaction.PutIf(Key, _revision, ProtobufCodec.Encode(next.ToAllocation())), cancellationToken);
        if (result.Succeeded)
        {
            (_known, _revision) = (next, result.Revision);
            return true;
        }

        Remember(result.Results[0].Range?.KeyValues ?? []);
        return false;
    }

    private void Remember(IReadOnlyList<KeyValue> stored)
    {
        (_known, _revision) = stored is [var one]
            ? (PortBitmap.Of((RangeAllocation)ProtobufCodec.Decode(RangeAllocation.Empty.ApiType, one.Value.Span), range), one.ModRevision)
            : (new PortBitmap(range), 0);
    }

    private static PortBitmap With(PortBitmap bitmap, IReadOnlyList<int> ports, bool value)
    {
        var result = bitmap.Copy();
        foreach (var port in ports)
        {
            result[port] = value;
        }

        return result;
    }
}

using KubeSharp.Storage;
using KubeSharp.Storage.Etcd.Rpc;
using KeyValue = KubeSharp.Storage.KeyValue;
using RangeRequest = KubeSharp.Storage.Etcd.Rpc.RangeRequest;

namespace KubeSharp.StoreServer.Services;

/// <summary>Ranges in another order than that of the keys, or of some revisions only, made of all that the range has.</summary>
internal static class SortedRange
{
    public static bool IsNeeded(RangeRequest request) =>
        request.SortOrder == RangeRequest.Types.SortOrder.Descend || request.SortTarget != RangeRequest.Types.SortTarget.Key
        || (request.MinModRevision | request.MaxModRevision | request.MinCreateRevision | request.MaxCreateRevision) != 0;

    public static RangeResponse Of(RangeRequest request, RangeResult all)
    {
        KeyValue[] found = [.. Sort(request, all.KeyValues.Where(one => IsWanted(request, one)))];
        int most = request.CountOnly ? 0 : request.Limit > 0 ? (int)Math.Min(request.Limit, found.Length) : found.Length;
        return new RangeResponse
        {
            Header = Wire.Header(all.Revision),
            Kvs = { found.Take(most).Select(Wire.Of) },
            More = !request.CountOnly && most < found.Length,
            Count = all.Count,
        };
    }

    private static bool IsWanted(RangeRequest request, KeyValue one) =>
        one.ModRevision >= request.MinModRevision && (request.MaxModRevision == 0 || one.ModRevision <= request.MaxModRevision)
        && one.CreateRevision >= request.MinCreateRevision && (request.MaxCreateRevision == 0 || one.CreateRevision <= request.MaxCreateRevision);

    private static IEnumerable<KeyValue> Sort(RangeRequest request, IEnumerable<KeyValue> found)
    {
        IOrderedEnumerable<KeyValue> sorted = request.SortTarget switch
        {
            RangeRequest.Types.SortTarget.Version => found.OrderBy(static one => one.Version),
            RangeRequest.Types.SortTarget.Create => found.OrderBy(static one => one.CreateRevision),
            RangeRequest.Types.SortTarget.Mod => found.OrderBy(static one => one.ModRevision),
            RangeRequest.Types.SortTarget.Value => found.OrderBy(static one => one.Value, Comparer<ReadOnlyMemory<byte>>.Create(static (x, y) => x.Span.SequenceCompareTo(y.Span))),
            _ => found.OrderBy(static one => one.Key, KeyOrder.Instance),
        };
        return request.SortOrder == RangeRequest.Types.SortOrder.Descend ? sorted.Reverse() : sorted;
    }
}

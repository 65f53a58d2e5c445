using Grpc.Core;
using KubeSharp.Storage;
using KubeSharp.Storage.Etcd.Rpc;

namespace KubeSharp.StoreServer.Services;

/// <summary>One branch of a transaction. Where etcd returns previous values, a read goes before the change.</summary>
internal sealed class Branch
{
    private readonly IReadOnlyList<RequestOp> _requests;
    private readonly List<Operation> _operations = [];

    public Branch(IReadOnlyList<RequestOp> requests)
    {
        _requests = requests;
        foreach (RequestOp request in requests)
        {
            Add(request);
        }
    }

    public IReadOnlyList<Operation> Operations => _operations;

    public static Comparison Comparison(Compare compare)
    {
        if (!compare.RangeEnd.IsEmpty || compare.Target == Compare.Types.CompareTarget.Value)
        {
            throw Unsupported("comparisons of values and of ranges");
        }

        ComparisonOperator relation = compare.Result switch
        {
            Compare.Types.CompareResult.Equal => ComparisonOperator.Equal,
            Compare.Types.CompareResult.NotEqual => ComparisonOperator.NotEqual,
            Compare.Types.CompareResult.Greater => ComparisonOperator.Greater,
            _ => ComparisonOperator.Less,
        };
        (ComparisonTarget target, long number) = compare.Target switch
        {
            Compare.Types.CompareTarget.Version => (ComparisonTarget.Version, compare.Version),
            Compare.Types.CompareTarget.Create => (ComparisonTarget.CreateRevision, compare.CreateRevision),
            Compare.Types.CompareTarget.Mod => (ComparisonTarget.ModRevision, compare.ModRevision),
            _ => (ComparisonTarget.Lease, compare.Lease),
        };
        return new Comparison(Wire.Text(compare.Key), target, relation, number);
    }

    public IEnumerable<ResponseOp> Responses(TransactionResult result)
    {
        int next = 0;
        foreach (RequestOp request in _requests)
        {
            OperationResult? previous = HasPrevious(request) ? result.Results[next++] : null;
            yield return Response(request, previous, result.Results[next++], result.Revision);
        }
    }

    private static ResponseOp Response(RequestOp request, OperationResult? previous, OperationResult result, long revision)
    {
        ResponseHeader header = Wire.Header(revision);
        switch (request.RequestCase)
        {
            case RequestOp.RequestOneofCase.RequestPut:
                return new ResponseOp { ResponsePut = new PutResponse { Header = header, PrevKv = previous?.Range!.KeyValues is [var before] ? Wire.Of(before) : null } };
            case RequestOp.RequestOneofCase.RequestDeleteRange:
                var deleted = new DeleteRangeResponse { Header = header, Deleted = result.Deleted };
                deleted.PrevKvs.AddRange(previous?.Range!.KeyValues.Select(Wire.Of) ?? []);
                return new ResponseOp { ResponseDeleteRange = deleted };
            default:
                return new ResponseOp { ResponseRange = SortedRange.IsNeeded(request.RequestRange) ? SortedRange.Of(request.RequestRange, result.Range!) : Wire.Of(result.Range!) };
        }
    }

    private static bool HasPrevious(RequestOp request) => request.RequestPut is { PrevKv: true } || request.RequestDeleteRange is { PrevKv: true };

    private static RpcException Unsupported(string what) => new(new Status(StatusCode.Unimplemented, what + " are not supported"));

    private void Add(RequestOp request)
    {
        switch (request.RequestCase)
        {
            case RequestOp.RequestOneofCase.RequestPut:
                PutRequest put = request.RequestPut;
                KeyRange key = Wire.Range(put.Key, Google.Protobuf.ByteString.Empty);
                if (put.IgnoreLease || put.IgnoreValue)
                {
                    throw Unsupported("puts that keep the value or the lease");
                }

                AddPrevious(put.PrevKv, key);
                _operations.Add(Operation.Put(key.Start, put.Value.Memory, put.Lease));
                break;
            case RequestOp.RequestOneofCase.RequestDeleteRange:
                DeleteRangeRequest delete = request.RequestDeleteRange;
                KeyRange range = Wire.Range(delete.Key, delete.RangeEnd);
                AddPrevious(delete.PrevKv, range);
                _operations.Add(Operation.Delete(range));
                break;
            case RequestOp.RequestOneofCase.RequestRange:
                Storage.RangeRequest read = Wire.Of(request.RequestRange);
                _operations.Add(Operation.Get(SortedRange.IsNeeded(request.RequestRange) ? read with { Limit = 0, CountOnly = false } : read));
                break;
            default:
                throw Unsupported("transactions within transactions");
        }
    }

    private void AddPrevious(bool wanted, KeyRange range)
    {
        if (wanted)
        {
            _operations.Add(Operation.Get(new Storage.RangeRequest(range)));
        }
    }
}

using Grpc.Core;
using KubeSharp.Storage;
using KubeSharp.Storage.Etcd.Rpc;

namespace KubeSharp.StoreServer.Services;

/// <summary>One branch of a transaction. Where etcd returns previous values, a read goes before the change.</summary>
internal sealed class Branch
{
    private readonly IReadOnlyList<RequestOp> _requests;
    private readonly List<Operation> _operations = [];
    private readonly Queue<(Branch Success, Branch Failure)> _nested = [];

    public Branch(IReadOnlyList<RequestOp> requests)
    {
        _requests = requests;
        foreach (RequestOp request in requests)
        {
            Add(request);
        }
    }

    public IReadOnlyList<Operation> Operations => _operations;

    public static Transaction Of(TxnRequest request, out Branch success, out Branch failure)
    {
        (success, failure) = (new Branch(request.Success), new Branch(request.Failure));
        return new Transaction
        {
            Comparisons = [.. request.Compare.Select(Of)],
            Success = success.Operations,
            Failure = failure.Operations,
        };
    }

    private static Comparison Of(Compare compare)
    {
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
            Compare.Types.CompareTarget.Value => (ComparisonTarget.Value, 0),
            _ => (ComparisonTarget.Lease, compare.Lease),
        };
        KeyRange range = Wire.Range(compare.Key, compare.RangeEnd);
        return new Comparison(range.Start, target, relation, number) { Value = compare.Value.Memory, RangeEnd = range.End };
    }

    public IEnumerable<ResponseOp> Responses(TransactionResult result)
    {
        int next = 0;
        foreach (RequestOp request in _requests)
        {
            OperationResult? previous = HasPrevious(request) ? result.Results[next++] : null;
            OperationResult own = result.Results[next++];
            yield return own.Transaction is { } inner ? Nested(inner) : Response(request, previous, own, result.Revision);
        }
    }

    /// <summary>The answer to a transaction, without its header.</summary>
    public static TxnResponse Response(TransactionResult result, Branch success, Branch failure) => new()
    {
        Succeeded = result.Succeeded,
        Responses = { (result.Succeeded ? success : failure).Responses(result) },
    };

    private ResponseOp Nested(TransactionResult result)
    {
        (Branch success, Branch failure) = _nested.Dequeue();
        TxnResponse response = Response(result, success, failure);
        response.Header = new ResponseHeader();
        return new ResponseOp { ResponseTxn = response };
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

    private void Add(RequestOp request)
    {
        switch (request.RequestCase)
        {
            case RequestOp.RequestOneofCase.RequestPut:
                PutRequest put = request.RequestPut;
                KeyRange key = Wire.Range(put.Key, Google.Protobuf.ByteString.Empty);
                AddPrevious(put.PrevKv, key);
                _operations.Add(Operation.Put(key.Start, put.Value.Memory, put.Lease) with { KeepsValue = put.IgnoreValue, KeepsLease = put.IgnoreLease });
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
            case RequestOp.RequestOneofCase.RequestTxn:
                _operations.Add(Operation.Nested(Of(request.RequestTxn, out Branch success, out Branch failure)));
                _nested.Enqueue((success, failure));
                break;
            default:
                throw new RpcException(new Status(StatusCode.InvalidArgument, "etcdserver: key is not provided"));
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

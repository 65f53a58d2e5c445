using System.Text;
using Google.Protobuf;

namespace KubeSharp.Storage.Etcd;

/// <summary>The contract's terms in etcd's messages, and back.</summary>
internal static class EtcdMessages
{
    public static ByteString Key(string key) => ByteString.CopyFromUtf8(key);

    /// <summary>The end of a range; empty for a single key.</summary>
    public static ByteString End(KeyRange range) => range.End is { } end ? Key(end) : ByteString.Empty;

    public static Rpc.RangeRequest Of(RangeRequest request) => new()
    {
        Key = Key(request.Range.Start),
        RangeEnd = End(request.Range),
        Limit = request.Limit,
        Revision = request.Revision,
        KeysOnly = request.KeysOnly,
        CountOnly = request.CountOnly,
    };

    public static Rpc.TxnRequest Of(Transaction transaction) => new()
    {
        Compare = { transaction.Comparisons.Select(Of) },
        Success = { transaction.Success.Select(Of) },
        Failure = { transaction.Failure.Select(Of) },
    };

    public static TransactionResult Of(Rpc.TxnResponse response) => Of(response, response.Header.Revision);

    public static RangeResult Of(Rpc.RangeResponse response, long revision) =>
        new(revision, [.. response.Kvs.Select(Of)], response.More, response.Count);

    public static KeyEvent Of(Rpc.Event change) => new(
        change.Type == Rpc.Event.Types.EventType.Put ? KeyEventType.Put : KeyEventType.Delete,
        Of(change.Kv),
        change.PrevKv is { } previous ? Of(previous) : null);

    private static KeyValue Of(Rpc.KeyValue found) => new(
        Encoding.UTF8.GetString(found.Key.Span), found.Value.Memory, found.CreateRevision, found.ModRevision, found.Version, found.Lease);

    /// <summary>The answer to a nested transaction has no revision of its own.</summary>
    private static TransactionResult Of(Rpc.TxnResponse response, long revision) =>
        new(response.Succeeded, revision, [.. response.Responses.Select(result => Of(result, revision))]);

    private static OperationResult Of(Rpc.ResponseOp result, long revision) => result.ResponseCase switch
    {
        Rpc.ResponseOp.ResponseOneofCase.ResponseRange => new OperationResult(Of(result.ResponseRange, revision), 0),
        Rpc.ResponseOp.ResponseOneofCase.ResponseDeleteRange => new OperationResult(null, result.ResponseDeleteRange.Deleted),
        Rpc.ResponseOp.ResponseOneofCase.ResponseTxn => new OperationResult(null, 0, Of(result.ResponseTxn, revision)),
        _ => OperationResult.None,
    };

    private static Rpc.RequestOp Of(Operation operation) => operation switch
    {
        PutOperation put => new Rpc.RequestOp
        {
            RequestPut = new Rpc.PutRequest
            {
                Key = Key(put.Key),
                Value = UnsafeByteOperations.UnsafeWrap(put.Value),
                Lease = put.Lease,
                IgnoreValue = put.KeepsValue,
                IgnoreLease = put.KeepsLease,
            },
        },
        DeleteOperation delete => new Rpc.RequestOp
        {
            RequestDeleteRange = new Rpc.DeleteRangeRequest { Key = Key(delete.Range.Start), RangeEnd = End(delete.Range) },
        },
        GetOperation get => new Rpc.RequestOp { RequestRange = Of(get.Request) },
        TransactionOperation nested => new Rpc.RequestOp { RequestTxn = Of(nested.Transaction) },
        _ => throw new ArgumentException($"unknown operation {operation.GetType().Name}", nameof(operation)),
    };

    private static Rpc.Compare Of(Comparison comparison)
    {
        var message = new Rpc.Compare
        {
            Key = Key(comparison.Key),
            RangeEnd = End(comparison.Range),
            Result = comparison.Operator switch
            {
                ComparisonOperator.Equal => Rpc.Compare.Types.CompareResult.Equal,
                ComparisonOperator.NotEqual => Rpc.Compare.Types.CompareResult.NotEqual,
                ComparisonOperator.Greater => Rpc.Compare.Types.CompareResult.Greater,
                _ => Rpc.Compare.Types.CompareResult.Less,
            },
        };
        switch (comparison.Target)
        {
            case ComparisonTarget.ModRevision:
                (message.Target, message.ModRevision) = (Rpc.Compare.Types.CompareTarget.Mod, comparison.Number);
                break;
            case ComparisonTarget.CreateRevision:
                (message.Target, message.CreateRevision) = (Rpc.Compare.Types.CompareTarget.Create, comparison.Number);
                break;
            case ComparisonTarget.Version:
                (message.Target, message.Version) = (Rpc.Compare.Types.CompareTarget.Version, comparison.Number);
                break;
            case ComparisonTarget.Value:
                (message.Target, message.Value) = (Rpc.Compare.Types.CompareTarget.Value, UnsafeByteOperations.UnsafeWrap(comparison.Value));
                break;
            default:
                (message.Target, message.Lease) = (Rpc.Compare.Types.CompareTarget.Lease, comparison.Number);
                break;
        }

        return message;
    }
}

using KubeSharp.Storage.Embedded.Index;
using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Embedded.Writing;

/// <summary>Evaluates a transaction against the state that the batch has reached.</summary>
internal sealed class TransactionRequest(Transaction transaction, CancellationToken cancellation)
    : WriteRequest<TransactionResult>(cancellation)
{
    protected override TransactionResult Execute(WriteBatch batch)
    {
        bool holds = transaction.Comparisons.All(comparison => Holds(comparison, batch.Find(comparison.Key)));
        IReadOnlyList<Operation> branch = holds ? transaction.Success : transaction.Failure;
        Check(branch, batch);
        batch.BeginTransaction();
        var results = new OperationResult[branch.Count];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = Apply(branch[i], batch);
        }

        return new TransactionResult(holds, batch.Revision, results);
    }

    private static OperationResult Apply(Operation operation, WriteBatch batch)
    {
        switch (operation)
        {
            case PutOperation put:
                batch.Put(put.Key, put.Value, put.Lease);
                return OperationResult.None;
            case DeleteOperation delete:
                return new OperationResult(null, batch.Delete(delete.Range));
            case GetOperation get:
                return new OperationResult(RangeReader.ReadCurrent(get.Request, batch.Revision, batch.Keys.Range(get.Request.Range)), 0);
            default:
                throw new ArgumentException($"unknown operation {operation}", nameof(operation));
        }
    }

    private static bool Holds(Comparison comparison, KeyValue? found)
    {
        long actual = comparison.Target switch
        {
            ComparisonTarget.ModRevision => found?.ModRevision ?? 0,
            ComparisonTarget.CreateRevision => found?.CreateRevision ?? 0,
            ComparisonTarget.Version => found?.Version ?? 0,
            _ => found?.Lease ?? 0,
        };
        return comparison.Operator switch
        {
            ComparisonOperator.Equal => actual == comparison.Number,
            ComparisonOperator.NotEqual => actual != comparison.Number,
            ComparisonOperator.Greater => actual > comparison.Number,
            _ => actual < comparison.Number,
        };
    }

    private static void Check(IReadOnlyList<Operation> branch, WriteBatch batch)
    {
        for (int i = 0; i < branch.Count; i++)
        {
            switch (branch[i])
            {
                case PutOperation put:
                    ArgumentException.ThrowIfNullOrEmpty(put.Key);
                    if (batch.IsFull)
                    {
                        throw new StoreFullException("the store has reached its quota") { IsQuota = true };
                    }

                    if (put.Lease != 0 && !batch.HasLease(put.Lease))
                    {
                        throw new LeaseNotFoundException(put.Lease);
                    }

                    ThrowIfChangedTwice(put, i, branch);
                    break;
                case GetOperation { Request.Revision: not 0 }:
                    throw new ArgumentException("a transaction reads its own revision only", nameof(branch));
            }
        }
    }

    private static void ThrowIfChangedTwice(PutOperation put, int index, IReadOnlyList<Operation> branch)
    {
        for (int i = 0; i < branch.Count; i++)
        {
            bool again = branch[i] switch
            {
                PutOperation other => i < index && other.Key == put.Key,
                DeleteOperation delete => delete.Range.Contains(put.Key),
                _ => false,
            };
            if (again)
            {
                throw new ArgumentException($"duplicate key {put.Key} given in one transaction", nameof(branch));
            }
        }
    }
}

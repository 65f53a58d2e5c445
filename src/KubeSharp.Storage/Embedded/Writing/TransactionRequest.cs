using KubeSharp.Storage.Embedded.Index;
using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Embedded.Writing;

/// <summary>Evaluates a transaction against the state that the batch has reached.</summary>
internal sealed class TransactionRequest(Transaction transaction, CancellationToken cancellation)
    : WriteRequest<TransactionResult>(cancellation)
{
    protected override TransactionResult Execute(WriteBatch batch)
    {
        var decision = new Decision(transaction, batch);
        Check(decision.Flat, batch);
        batch.BeginTransaction();
        return Run(decision, batch);
    }

    private static TransactionResult Run(Decision decision, WriteBatch batch)
    {
        var results = new OperationResult[decision.Branch.Count];
        int nested = 0;
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = decision.Branch[i] is TransactionOperation
                ? new OperationResult(null, 0, Run(decision.Nested[nested++], batch))
                : Apply(decision.Branch[i], batch);
        }

        return new TransactionResult(decision.Holds, batch.Revision, results);
    }

    private static OperationResult Apply(Operation operation, WriteBatch batch)
    {
        switch (operation)
        {
            case PutOperation put:
                KeyValue? kept = put.KeepsValue || put.KeepsLease ? batch.Find(put.Key) : null;
                batch.Put(put.Key, put.KeepsValue ? kept!.Value : put.Value, put.KeepsLease ? kept!.Lease : put.Lease);
                return OperationResult.None;
            case DeleteOperation delete:
                return new OperationResult(null, batch.Delete(delete.Range));
            case GetOperation get:
                return new OperationResult(RangeReader.ReadCurrent(get.Request, batch.Revision, batch.Keys.Range(get.Request.Range)), 0);
            default:
                throw new ArgumentException($"unknown operation {operation}", nameof(operation));
        }
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

                    if ((put.KeepsValue || put.KeepsLease) && batch.Find(put.Key) is null)
                    {
                        throw new KeyMissingException();
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

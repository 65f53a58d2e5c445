namespace KubeSharp.Storage;

/// <summary>The result of one operation of a transaction.</summary>
/// <param name="Range">For a get, what it read.</param>
/// <param name="Deleted">For a deletion, how many keys it deleted.</param>
/// <param name="Transaction">For a nested transaction, its result.</param>
public sealed record OperationResult(RangeResult? Range, long Deleted, TransactionResult? Transaction = null)
{
    internal static readonly OperationResult None = new(null, 0);
}

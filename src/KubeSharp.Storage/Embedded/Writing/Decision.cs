namespace KubeSharp.Storage.Embedded.Writing;

/// <summary>
/// A transaction whose conditions have been evaluated, those of the transactions in it included: etcd decides all branches before it changes anything.
/// </summary>
internal sealed class Decision
{
    private readonly Decision[]? _nested;

    public Decision(Transaction transaction, WriteBatch batch)
    {
        Holds = transaction.Comparisons.All(comparison => Conditions.Holds(comparison, batch));
        Branch = Holds ? transaction.Success : transaction.Failure;
        foreach (Operation operation in Branch)
        {
            if (operation is TransactionOperation nested)
            {
                _nested = [.. _nested ?? [], new Decision(nested.Transaction, batch)];
            }
        }
    }

    public bool Holds { get; }

    /// <summary>The operations to run.</summary>
    public IReadOnlyList<Operation> Branch { get; }

    /// <summary>The decisions about the transactions in <see cref="Branch"/>, in their order.</summary>
    public IReadOnlyList<Decision> Nested => _nested ?? [];

    /// <summary>The operations to run, with those of nested transactions in the place of these.</summary>
    public IReadOnlyList<Operation> Flat => _nested is null ? Branch : [.. Flatten()];

    private IEnumerable<Operation> Flatten()
    {
        int next = 0;
        return Branch.SelectMany(operation => operation is TransactionOperation ? _nested![next++].Flat : [operation]);
    }
}

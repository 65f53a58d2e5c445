namespace KubeSharp.Storage;

/// <summary>One step of a transaction's branch.</summary>
public abstract record Operation
{
    private protected Operation()
    {
    }

    /// <summary>Creates or replaces a key. A key keeps no lease from before: <paramref name="lease"/> replaces it, 0 detaches.</summary>
    public static PutOperation Put(string key, ReadOnlyMemory<byte> value, long lease = 0) => new(key, value, lease);

    public static DeleteOperation Delete(string key) => new(KeyRange.Single(key));

    public static DeleteOperation Delete(KeyRange range) => new(range);

    public static GetOperation Get(string key) => new(new RangeRequest(KeyRange.Single(key)));

    /// <summary>
    /// Runs one branch of another transaction. Which one is decided before the outer transaction changes anything.
    /// </summary>
    public static TransactionOperation Nested(Transaction transaction) => new(transaction);

    /// <summary>Reads as of this transaction, the branch's earlier steps included; the request's revision has to be 0.</summary>
    public static GetOperation Get(RangeRequest request) => new(request);
}

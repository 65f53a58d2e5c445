namespace KubeSharp.Storage;

/// <summary>
/// If all comparisons hold then <see cref="Success"/>, otherwise <see cref="Failure"/>.
/// </summary>
public sealed class Transaction
{
    /// <summary>Empty means that <see cref="Success"/> runs.</summary>
    public IReadOnlyList<Comparison> Comparisons { get; init; } = [];

    public IReadOnlyList<Operation> Success { get; init; } = [];

    public IReadOnlyList<Operation> Failure { get; init; } = [];

    /// <summary>The bytes of all values that it may write.</summary>
    internal long PutSize
    {
        get
        {
            long size = 0;
            foreach (Operation operation in Success)
            {
                size += operation is PutOperation put ? put.Value.Length : 0;
            }

            foreach (Operation operation in Failure)
            {
                size += operation is PutOperation put ? put.Value.Length : 0;
            }

            return size;
        }
    }

    /// <summary>
    /// Puts if the key is at <paramref name="expectedRevision"/> (0: does not exist), otherwise returns what is there in
    /// <see cref="OperationResult.Range"/>: the compare-and-swap of Kubernetes.
    /// </summary>
    public static Transaction PutIf(string key, long expectedRevision, ReadOnlyMemory<byte> value, long lease = 0) => new()
    {
        Comparisons = [Comparison.ModRevisionIs(key, expectedRevision)],
        Success = [Operation.Put(key, value, lease)],
        Failure = [Operation.Get(key)],
    };

    /// <summary>Deletes if the key is at <paramref name="expectedRevision"/>, otherwise returns what is there.</summary>
    public static Transaction DeleteIf(string key, long expectedRevision) => new()
    {
        Comparisons = [Comparison.ModRevisionIs(key, expectedRevision)],
        Success = [Operation.Delete(key)],
        Failure = [Operation.Get(key)],
    };
}

namespace KubeSharp.Storage;

/// <summary>What a transaction did.</summary>
/// <param name="Succeeded">Whether the comparisons held.</param>
/// <param name="Revision">The revision of the changes; the store's revision where nothing was changed.</param>
/// <param name="Results">One for each operation of the branch that ran, in its order.</param>
public sealed record TransactionResult(bool Succeeded, long Revision, IReadOnlyList<OperationResult> Results);

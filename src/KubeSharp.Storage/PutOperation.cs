namespace KubeSharp.Storage;

/// <inheritdoc cref="Operation.Put"/>
public sealed record PutOperation(string Key, ReadOnlyMemory<byte> Value, long Lease) : Operation
{
    /// <summary>The key keeps the value that it has; one that does not exist is a <see cref="Errors.KeyMissingException"/>.</summary>
    public bool KeepsValue { get; init; }

    /// <summary>The key keeps the lease that it has; one that does not exist is a <see cref="Errors.KeyMissingException"/>.</summary>
    public bool KeepsLease { get; init; }
}

namespace KubeSharp.Storage;

/// <inheritdoc cref="Operation.Put"/>
public sealed record PutOperation(string Key, ReadOnlyMemory<byte> Value, long Lease) : Operation;

namespace KubeSharp.Storage;

/// <inheritdoc cref="Operation.Nested"/>
public sealed record TransactionOperation(Transaction Transaction) : Operation;

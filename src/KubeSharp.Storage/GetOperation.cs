namespace KubeSharp.Storage;

/// <inheritdoc cref="Operation.Get(RangeRequest)"/>
public sealed record GetOperation(RangeRequest Request) : Operation;

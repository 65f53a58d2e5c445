namespace KubeSharp.Storage;

/// <summary>Deletes the keys of a range; deleting nothing is no error.</summary>
public sealed record DeleteOperation(KeyRange Range) : Operation;

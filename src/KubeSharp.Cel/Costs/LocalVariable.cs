namespace KubeSharp.Cel.Costs;

/// <summary>What is known of a variable of a comprehension.</summary>
internal sealed record LocalVariable(IReadOnlyList<string>? Path, SizeEstimate? Size, EntrySize? Entries);

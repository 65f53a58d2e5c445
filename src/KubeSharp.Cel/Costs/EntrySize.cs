namespace KubeSharp.Cel.Costs;

/// <summary>How long the keys (indices) and the values (elements) of a map or list may be.</summary>
internal sealed record EntrySize(bool IsList, SizeEstimate Key, SizeEstimate Value);

using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Costs;

/// <summary>An argument as the estimation sees it.</summary>
/// <param name="Path">The way to it from a variable (<c>self, spec, names, @items</c>); null if it is computed.</param>
/// <param name="Type">Its type.</param>
/// <param name="Computed">Its size as far as the expression tells.</param>
/// <param name="Literal">Its value if it is written out; none otherwise.</param>
public sealed record CostNode(IReadOnlyList<string>? Path, CelType Type, SizeEstimate? Computed, CelValue Literal)
{
    /// <summary>The elements of a list; null where the type is no list or map.</summary>
    public CostNode? Elements => Type.Parameters.Count == 0 ? null : new CostNode(Path is null ? null : [.. Path, "@items"], Type.Parameters[0], null, default);
}

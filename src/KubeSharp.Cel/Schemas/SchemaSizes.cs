using KubeSharp.Cel.Costs;

namespace KubeSharp.Cel.Schemas;

/// <summary>How long the parts of <c>self</c> may be, by the bounds in the schema.</summary>
public sealed class SchemaSizes(DeclaredType root) : ISizeEstimator
{
    public SizeEstimate? Estimate(CostNode node)
    {
        if (node.Path is not { Count: > 0 } path)
        {
            return null;
        }

        var current = root;
        for (var i = 1; i < path.Count; i++)
        {
            switch (path[i])
            {
                case "@items" or "@values":
                    if (current.Element is null)
                    {
                        return null;
                    }

                    current = current.Element;
                    break;
                case "@keys":
                    return current.Element is null ? null : new SizeEstimate(0, (ulong)CelLimits.RequestBytes - 2);
                default:
                    if (current.Fields?.TryGetValue(path[i], out var field) != true)
                    {
                        return null;
                    }

                    current = field!.Type;
                    break;
            }
        }

        return current.MaxElements is { } most ? new SizeEstimate(0, (ulong)most) : null;
    }
}

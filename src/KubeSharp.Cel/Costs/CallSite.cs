namespace KubeSharp.Cel.Costs;

/// <summary>A call whose cost is estimated.</summary>
/// <param name="Target">Null for global functions.</param>
/// <param name="Arguments">Without the target.</param>
/// <param name="Sizes">Sizes from the schema.</param>
public sealed record CallSite(CostNode? Target, IReadOnlyList<CostNode> Arguments, ISizeEstimator? Sizes)
{
    /// <summary>The target and the arguments as one list.</summary>
    public CostNode this[int index] => Target is null ? Arguments[index] : index == 0 ? Target : Arguments[index - 1];

    public SizeEstimate SizeOf(CostNode node) => node.Computed ?? Sizes?.Estimate(node) ?? (IsScalar(node) ? SizeEstimate.One : SizeEstimate.Unknown);

    private static bool IsScalar(CostNode node) => node.Type.Kind is Types.CelTypeKind.Bool or Types.CelTypeKind.Double
        or Types.CelTypeKind.Duration or Types.CelTypeKind.Int or Types.CelTypeKind.Timestamp or Types.CelTypeKind.Type or Types.CelTypeKind.Uint
        or Types.CelTypeKind.Null;
}

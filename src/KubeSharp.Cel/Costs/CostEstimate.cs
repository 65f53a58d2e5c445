namespace KubeSharp.Cel.Costs;

/// <summary>What an expression may cost at least and at most.</summary>
public readonly record struct CostEstimate(ulong Min, ulong Max)
{
    public static CostEstimate Zero { get; }

    public static CostEstimate One { get; } = new(1, 1);

    public CostEstimate Add(CostEstimate other) => new(Saturating.Add(Min, other.Min), Saturating.Add(Max, other.Max));

    public CostEstimate Multiply(CostEstimate other) => new(Saturating.Multiply(Min, other.Min), Saturating.Multiply(Max, other.Max));

    public CostEstimate MultiplyByFactor(double factor) => new(Saturating.Multiply(Min, factor), Saturating.Multiply(Max, factor));

    public CostEstimate Union(CostEstimate other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));
}

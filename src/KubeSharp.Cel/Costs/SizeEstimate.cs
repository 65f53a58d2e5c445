namespace KubeSharp.Cel.Costs;

/// <summary>How long a value may be: characters, bytes, elements. Sums and products stay at the greatest number instead of overflowing.</summary>
public readonly record struct SizeEstimate(ulong Min, ulong Max)
{
    public static SizeEstimate One { get; } = new(1, 1);

    public static SizeEstimate Unknown { get; } = new(0, ulong.MaxValue);

    public SizeEstimate Add(SizeEstimate other) => new(Saturating.Add(Min, other.Min), Saturating.Add(Max, other.Max));

    public SizeEstimate Multiply(SizeEstimate other) => new(Saturating.Multiply(Min, other.Min), Saturating.Multiply(Max, other.Max));

    public CostEstimate MultiplyByFactor(double factor) => new(Saturating.Multiply(Min, factor), Saturating.Multiply(Max, factor));

    public CostEstimate MultiplyByCost(CostEstimate cost) => new(Saturating.Multiply(Min, cost.Min), Saturating.Multiply(Max, cost.Max));

    public SizeEstimate Union(SizeEstimate other) => new(Math.Min(Min, other.Min), Math.Max(Max, other.Max));
}

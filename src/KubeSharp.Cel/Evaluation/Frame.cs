using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation;

/// <summary>One evaluation: the variables by place, and what it has cost.</summary>
internal sealed class Frame(int slots, ulong limit, CancellationToken cancellationToken)
{
    public CelValue[] Slots { get; } = new CelValue[slots];

    public ulong Cost { get; private set; }

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <exception cref="CostLimitException">The evaluation has become too expensive.</exception>
    public void Charge(ulong cost)
    {
        Cost = Costs.Saturating.Add(Cost, cost);
        if (Cost > limit)
        {
            throw new CostLimitException();
        }
    }

    /// <summary>A test for presence is free, and so is the way's last step to it.</summary>
    public void Refund() => Cost -= Cost > 0 ? 1UL : 0;
}

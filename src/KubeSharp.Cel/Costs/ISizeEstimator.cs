namespace KubeSharp.Cel.Costs;

/// <summary>Knows how long the values of variables may be, from their schema.</summary>
public interface ISizeEstimator
{
    /// <summary>Null if nothing is known.</summary>
    SizeEstimate? Estimate(CostNode node);
}

namespace KubeSharp.Cel.Costs;

/// <summary>What a call may cost, and how long its result may be (null: not known).</summary>
public sealed record CallEstimate(CostEstimate Cost, SizeEstimate? ResultSize = null);

using KubeSharp.Cel.Costs;

namespace KubeSharp.Cel.Functions;

/// <summary>What a call may cost, beside its arguments. Null: as any simple call.</summary>
public delegate CallEstimate? EstimatedCost(CallSite site);

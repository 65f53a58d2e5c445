using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Functions;

/// <summary>What a call cost.</summary>
public delegate ulong ActualCost(ReadOnlySpan<CelValue> arguments, in CelValue result);

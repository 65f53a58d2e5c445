using KubeSharp.Cel.Values;

namespace KubeSharp.Cel;

/// <summary>What an evaluation gave, and what it cost.</summary>
/// <param name="Value">May be an error.</param>
/// <param name="Cost">In the units of the language's cost model.</param>
public readonly record struct CelResult(CelValue Value, ulong Cost);

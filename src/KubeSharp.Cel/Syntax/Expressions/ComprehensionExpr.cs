namespace KubeSharp.Cel.Syntax.Expressions;

/// <summary>
/// What macros become: <c>accumulator = initial; for (variable in range) { if (!condition) break; accumulator = step } result</c>. With two variables
/// they are index and element of a list, or key and value of a map.
/// </summary>
internal sealed class ComprehensionExpr(int position) : Expr(position)
{
    public required Expr Range { get; init; }

    public required string Variable { get; init; }

    public string? SecondVariable { get; init; }

    public required string Accumulator { get; init; }

    public required Expr Initial { get; init; }

    public required Expr Condition { get; init; }

    public required Expr Step { get; init; }

    public required Expr Result { get; init; }

    /// <summary>No loop, only a name for a value: <c>cel.bind</c>.</summary>
    public bool IsBinding => Range is ListExpr { Elements.Count: 0 } && Accumulator != Operators.Accumulator;
}

namespace KubeSharp.Cel.Syntax.Expressions;

/// <summary><c>operand.field</c>, or <c>has(operand.field)</c>.</summary>
internal sealed class SelectExpr(int position, Expr operand, string field, bool testOnly = false) : Expr(position)
{
    public Expr Operand { get; } = operand;

    public string Field { get; } = field;

    public bool TestOnly { get; } = testOnly;

    /// <summary>The variable or type that a whole dotted name stands for; set by the checker.</summary>
    public IdentExpr? Qualified { get; set; }
}

namespace KubeSharp.Cel.Syntax.Expressions;

/// <summary><c>[a, ?b]</c></summary>
internal sealed class ListExpr(int position, IReadOnlyList<Expr> elements, IReadOnlySet<int> optional) : Expr(position)
{
    public IReadOnlyList<Expr> Elements { get; } = elements;

    /// <summary>The places of elements that are left out if they have no value.</summary>
    public IReadOnlySet<int> Optional { get; } = optional;
}

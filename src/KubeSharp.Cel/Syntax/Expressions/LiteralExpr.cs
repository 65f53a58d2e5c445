using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Syntax.Expressions;

internal sealed class LiteralExpr(int position, CelValue value) : Expr(position)
{
    public CelValue Value { get; } = value;
}

namespace KubeSharp.Cel.Syntax.Expressions;

/// <summary><c>{key: value, ?key: optional}</c></summary>
internal sealed class MapExpr(int position, IReadOnlyList<MapEntryExpr> entries) : Expr(position)
{
    public IReadOnlyList<MapEntryExpr> Entries { get; } = entries;
}

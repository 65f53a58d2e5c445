namespace KubeSharp.Cel.Syntax.Expressions;

/// <summary><c>Name{field: value, ?field: optional}</c></summary>
internal sealed class StructExpr(int position, string name, IReadOnlyList<StructFieldExpr> fields) : Expr(position)
{
    public string Name { get; } = name;

    public IReadOnlyList<StructFieldExpr> Fields { get; } = fields;
}

namespace KubeSharp.Cel.Syntax.Expressions;

internal sealed record StructFieldExpr(int Position, string Name, Expr Value, bool IsOptional);

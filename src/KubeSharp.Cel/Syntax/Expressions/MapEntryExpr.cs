namespace KubeSharp.Cel.Syntax.Expressions;

internal sealed record MapEntryExpr(Expr Key, Expr Value, bool IsOptional);

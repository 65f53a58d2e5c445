namespace KubeSharp.Cel.Syntax.Expressions;

/// <summary>Walks through syntax trees.</summary>
internal static class ExprTree
{
    public static IEnumerable<Expr> Children(Expr expression) => expression switch
    {
        SelectExpr select => [select.Operand],
        CallExpr { Target: { } target } call => [target, .. call.Arguments],
        CallExpr call => call.Arguments,
        ListExpr list => list.Elements,
        MapExpr map => map.Entries.SelectMany(entry => (Expr[])[entry.Key, entry.Value]),
        StructExpr value => value.Fields.Select(field => field.Value),
        ComprehensionExpr loop => [loop.Range, loop.Initial, loop.Condition, loop.Step, loop.Result],
        _ => [],
    };

    /// <summary>The expression and all below it.</summary>
    public static IEnumerable<Expr> All(Expr expression)
    {
        var open = new Stack<Expr>();
        open.Push(expression);
        while (open.TryPop(out var next))
        {
            yield return next;
            foreach (var child in Children(next))
            {
                open.Push(child);
            }
        }
    }

    /// <summary>The longest way from the top to a leaf, measured without recursion.</summary>
    public static int Height(Expr expression)
    {
        var highest = 0;
        var open = new Stack<(Expr Expression, int Depth)>();
        open.Push((expression, 1));
        while (open.TryPop(out var next))
        {
            highest = Math.Max(highest, next.Depth);
            foreach (var child in Children(next.Expression))
            {
                open.Push((child, next.Depth + 1));
            }
        }

        return highest;
    }
}

using KubeSharp.Cel.Syntax.Expressions;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Syntax;

/// <summary>The macros: calls that are rewritten while they are parsed.</summary>
internal sealed class Macros(bool hasBindings, List<CelIssue> issues)
{
    /// <summary>What stands in the place of a call; null if the call is none of a macro.</summary>
    public Expr? Expand(int position, string function, Expr? target, List<Expr> arguments) => (function, target, arguments.Count) switch
    {
        ("has", null, 1) => Has(position, arguments[0]),
        ("bind", IdentExpr { Name: "cel" }, 3) when hasBindings => Bind(position, arguments),
        (_, null, _) => null,
        ("all", not null, 2 or 3) => Quantify(new Loop(position, target, arguments), arguments[^1], all: true),
        ("exists", not null, 2 or 3) => Quantify(new Loop(position, target, arguments), arguments[^1], all: false),
        ("exists_one" or "existsOne", not null, 2 or 3) => ExistsOne(new Loop(position, target, arguments), arguments[^1]),
        ("map", not null, 2) => Gather(new Loop(position, target, [arguments[0]], 1), null, arguments[1]),
        ("map", not null, 3) => Gather(new Loop(position, target, [arguments[0]], 1), arguments[1], arguments[2]),
        ("filter", not null, 2) => Gather(new Loop(position, target, [arguments[0]], 1), arguments[1], arguments[0]),
        ("transformList", not null, 3) => Gather(new Loop(position, target, arguments, 2), null, arguments[2]),
        ("transformList", not null, 4) => Gather(new Loop(position, target, arguments, 2), arguments[2], arguments[3]),
        ("transformMap", not null, 3) => TransformMap(new Loop(position, target, arguments, 2), null, arguments[2], entries: false),
        ("transformMap", not null, 4) => TransformMap(new Loop(position, target, arguments, 2), arguments[2], arguments[3], entries: false),
        ("transformMapEntry", not null, 3) => TransformMap(new Loop(position, target, arguments, 2), null, arguments[2], entries: true),
        ("transformMapEntry", not null, 4) => TransformMap(new Loop(position, target, arguments, 2), arguments[2], arguments[3], entries: true),
        ("optMap", not null, 2) => OptionalMap(position, target, arguments, wrap: true),
        ("optFlatMap", not null, 2) => OptionalMap(position, target, arguments, wrap: false),
        _ => null,
    };

    private static CallExpr Call(int position, string function, params IReadOnlyList<Expr> arguments) => new(position, function, null, arguments);

    private static LiteralExpr Literal(int position, CelValue value) => new(position, value);

    private static IdentExpr Accumulator(int position) => new(position, Operators.Accumulator);

    private Expr Has(int position, Expr argument)
    {
        if (argument is SelectExpr select)
        {
            return new SelectExpr(position, select.Operand, select.Field, testOnly: true);
        }

        issues.Add(new CelIssue(argument.Position, "invalid argument to has() macro"));
        return argument;
    }

    private ComprehensionExpr Bind(int position, List<Expr> arguments) => Binding(position, Name(arguments[0]), arguments[1], arguments[2]);

    private static ComprehensionExpr Binding(int position, string name, Expr value, Expr result) => new(position)
    {
        Range = new ListExpr(position, [], new HashSet<int>()),
        Variable = "#unused",
        Accumulator = name,
        Initial = value,
        Condition = Literal(position, CelValue.False),
        Step = new IdentExpr(position, name),
        Result = result,
    };

    private string Name(Expr argument)
    {
        if (argument is IdentExpr { Name: var name } && !name.StartsWith('.'))
        {
            return name;
        }

        issues.Add(new CelIssue(argument.Position, "argument must be a simple name"));
        return "#none";
    }

    private ComprehensionExpr Quantify(Loop loop, Expr predicate, bool all)
    {
        var at = loop.Position;
        var accumulator = Accumulator(at);
        return Make(
            loop,
            Literal(at, CelValue.Of(all)),
            Call(at, Operators.NotStrictlyFalse, all ? accumulator : Call(at, Operators.Not, accumulator)),
            Call(at, all ? Operators.And : Operators.Or, Accumulator(at), predicate),
            Accumulator(at));
    }

    private ComprehensionExpr ExistsOne(Loop loop, Expr predicate)
    {
        var at = loop.Position;
        return Make(
            loop,
            Literal(at, CelValue.Of(0L)),
            Literal(at, CelValue.True),
            Call(
                at,
                Operators.Conditional,
                predicate,
                Call(at, Operators.Add, Accumulator(at), Literal(at, CelValue.Of(1L))),
                Accumulator(at)),
            Call(at, Operators.Equal, Accumulator(at), Literal(at, CelValue.Of(1L))));
    }

    private ComprehensionExpr Gather(Loop loop, Expr? filter, Expr item)
    {
        var at = loop.Position;
        Expr step = Call(at, Operators.Add, Accumulator(at), new ListExpr(at, [item], new HashSet<int>()));
        return Make(loop, new ListExpr(at, [], new HashSet<int>()), Literal(at, CelValue.True), Filtered(at, filter, step), Accumulator(at));
    }

    private ComprehensionExpr TransformMap(Loop loop, Expr? filter, Expr value, bool entries)
    {
        var at = loop.Position;
        Expr step = entries
            ? Call(at, Operators.MapInsert, Accumulator(at), value)
            : Call(at, Operators.MapInsert, Accumulator(at), new IdentExpr(at, Name(loop.Arguments[0])), value);
        return Make(loop, new MapExpr(at, []), Literal(at, CelValue.True), Filtered(at, filter, step), Accumulator(at));
    }

    private static Expr Filtered(int at, Expr? filter, Expr step) =>
        filter is null ? step : Call(at, Operators.Conditional, filter, step, Accumulator(at));

    private CallExpr OptionalMap(int position, Expr target, List<Expr> arguments, bool wrap)
    {
        var bound = Binding(position, Name(arguments[0]), new CallExpr(position, "value", target, []), arguments[1]);
        return Call(
            position,
            Operators.Conditional,
            new CallExpr(position, "hasValue", target, []),
            wrap ? Call(position, "optional.of", bound) : bound,
            Call(position, "optional.none"));
    }

    private ComprehensionExpr Make(Loop loop, Expr initial, Expr condition, Expr step, Expr result)
    {
        var first = Name(loop.Arguments[0]);
        var second = loop.Variables == 2 ? Name(loop.Arguments[1]) : null;
        if (first == second)
        {
            issues.Add(new CelIssue(loop.Arguments[1].Position, "duplicate variable name: " + second));
        }

        return new ComprehensionExpr(loop.Position)
        {
            Range = loop.Range,
            Variable = first,
            SecondVariable = second,
            Accumulator = Operators.Accumulator,
            Initial = initial,
            Condition = condition,
            Step = step,
            Result = result,
        };
    }

    /// <summary>A macro that walks through a list or map; its first arguments name the variables.</summary>
    private sealed record Loop(int Position, Expr Range, List<Expr> Arguments, int Variables)
    {
        public Loop(int position, Expr range, List<Expr> arguments)
            : this(position, range, arguments, arguments.Count - 1)
        {
        }
    }
}

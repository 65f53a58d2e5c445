using KubeSharp.Cel.Evaluation.Nodes;
using KubeSharp.Cel.Syntax;
using KubeSharp.Cel.Syntax.Expressions;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Evaluation;

/// <summary>Makes the steps of a program from a checked expression. Variables get places in the frame.</summary>
internal sealed class Planner
{
    private readonly List<(string Name, int Slot, Gathering Gathering)> _scope = [];
    private int _next;

    private Planner(IReadOnlyList<string> variables)
    {
        foreach (var name in variables)
        {
            Declare(name);
        }
    }

    /// <summary>What a comprehension gathers in its accumulator, in place.</summary>
    private enum Gathering
    {
        None,
        List,
        Map,
    }

    /// <param name="expression">Checked.</param>
    /// <param name="variables">They get the first places.</param>
    /// <param name="slots">How many places there are.</param>
    public static Node Plan(Expr expression, IReadOnlyList<string> variables, out int slots)
    {
        var planner = new Planner(variables);
        var node = planner.Visit(expression);
        slots = planner._next;
        return node;
    }

    private int Declare(string name, Gathering gathering = Gathering.None)
    {
        _scope.Add((name, _next, gathering));
        return _next++;
    }

    private Node Visit(Expr expression) => expression switch
    {
        LiteralExpr literal => new ConstantNode(literal.Value),
        IdentExpr name => Name(name),
        SelectExpr { Qualified: { } name } => Name(name),
        SelectExpr { TestOnly: true } select => new HasNode(Visit(select.Operand), select.Field),
        SelectExpr select => new SelectNode(Visit(select.Operand), select.Field, optional: false),
        CallExpr call => Call(call),
        ListExpr list => new ListNode([.. list.Elements.Select(Visit)], list.Optional),
        MapExpr map => new MapNode([.. map.Entries.Select(entry => (Visit(entry.Key), Visit(entry.Value), entry.IsOptional))]),
        StructExpr value => new StructNode(
            value.Type, [.. value.Fields.Select(field => (field.Name, Visit(field.Value), field.IsOptional))]),
        _ => Loop((ComprehensionExpr)expression),
    };

    private Node Name(IdentExpr name)
    {
        if (name.Constant.Kind != CelKind.None)
        {
            return new TypeNode(name.Constant);
        }

        var plain = name.Name.TrimStart('.');
        var place = plain == name.Name
            ? _scope.FindLastIndex(variable => variable.Name == plain)
            : _scope.FindIndex(variable => variable.Name == plain);
        return new SlotNode(plain, _scope[place].Slot);
    }

    private Node Call(CallExpr call)
    {
        var arguments = call.Arguments;
        switch (call.Function)
        {
            case Operators.And or Operators.Or:
                return new LogicalNode(Visit(arguments[0]), Visit(arguments[1]), decisive: call.Function == Operators.Or);
            case Operators.Conditional:
                return new ConditionalNode(Visit(arguments[0]), Visit(arguments[1]), Visit(arguments[2]));
            case Operators.NotStrictlyFalse:
                return new NotStrictlyFalseNode(Visit(arguments[0]));
            case Operators.Index or Operators.OptionalIndex:
                return new IndexNode(Visit(arguments[0]), Visit(arguments[1]), call.Function == Operators.OptionalIndex);
            case Operators.OptionalSelect:
                return new SelectNode(Visit(arguments[0]), ((LiteralExpr)arguments[1]).Value.AsString, optional: true);
            case "or" or "orValue" when call.Target is not null && call.Overloads.Any(overload => overload.Parameters[0].IsOptional):
                return new OptionalOrNode(Visit(call.Target), Visit(arguments[0]), call.Function == "orValue");
            case Operators.Add when Gathers(arguments[0]) is { Gathering: Gathering.List } list && arguments[1] is ListExpr { Elements.Count: 1 } item:
                return new AppendNode(list.Slot, Visit(item.Elements[0]));
            case Operators.MapInsert when Gathers(arguments[0]) is { Gathering: Gathering.Map } map:
                return new InsertNode(map.Slot, arguments.Count == 3 ? Visit(arguments[1]) : null, Visit(arguments[^1]));
        }

        Node[] values = [.. call.Target is null ? [] : (Node[])[Visit(call.Target)], .. arguments.Select(Visit)];
        return new CallNode(call.Function, values, [.. call.Overloads]);
    }

    /// <summary>The accumulator that is gathered in place, if this is its name.</summary>
    private (string Name, int Slot, Gathering Gathering)? Gathers(Expr expression) =>
        expression is IdentExpr { Name: Operators.Accumulator } ? _scope[_scope.FindLastIndex(variable => variable.Name == Operators.Accumulator)] : null;

    private Node Loop(ComprehensionExpr loop)
    {
        var range = loop.IsBinding ? null : Visit(loop.Range);
        var initial = Visit(loop.Initial);
        var depth = _scope.Count;
        var gathering = loop.Initial switch
        {
            _ when loop.IsBinding => Gathering.None,
            ListExpr { Elements.Count: 0 } => Gathering.List,
            MapExpr { Entries.Count: 0 } => Gathering.Map,
            _ => Gathering.None,
        };
        var accumulator = Declare(loop.Accumulator, gathering);
        Node node;
        if (range is null)
        {
            node = new BindNode(accumulator, initial, Visit(loop.Result));
        }
        else
        {
            var first = Declare(loop.Variable);
            var second = loop.SecondVariable is { } name ? Declare(name) : -1;
            var condition = Visit(loop.Condition);
            var step = Visit(loop.Step);
            _scope.RemoveRange(depth + 1, _scope.Count - depth - 1);
            node = new LoopNode(
                new LoopSlots(first, second, accumulator), range, initial, condition, step, Visit(loop.Result), Start(gathering));
        }

        _scope.RemoveRange(depth, _scope.Count - depth);
        return node;
    }

    private static Func<CelValue>? Start(Gathering gathering) => gathering switch
    {
        Gathering.List => static () => CelValue.Of(new GrowingCelList()),
        Gathering.Map => static () => CelValue.Of(new DictionaryCelMap()),
        _ => null,
    };
}

using KubeSharp.Cel.Syntax;
using KubeSharp.Cel.Syntax.Expressions;
using KubeSharp.Cel.Types;

namespace KubeSharp.Cel.Costs;

/// <summary>What an expression may cost, by the bounds of what it works on. The rules are those of cel-go's static estimation.</summary>
internal sealed class CostEstimation(ISizeEstimator? estimator)
{
    private readonly Dictionary<Expr, IReadOnlyList<string>> _paths = [];
    private readonly Dictionary<Expr, SizeEstimate> _sizes = [];
    private readonly Dictionary<Expr, EntrySize> _entries = [];
    private readonly List<(string Name, LocalVariable Variable)> _locals = [];

    public CostEstimate Estimate(Expr expression) => expression switch
    {
        IdentExpr name => Name(name),
        SelectExpr { Qualified: not null } => CostEstimate.One,
        SelectExpr select => Select(select),
        CallExpr call => Call(call),
        ListExpr list => List(list),
        MapExpr map => Map(map),
        StructExpr value => Sum(value.Fields.Select(field => field.Value)).Add(Fixed(CostFactors.StructCreation)),
        ComprehensionExpr { IsBinding: true } binding => Binding(binding),
        ComprehensionExpr loop => Loop(loop),
        _ => CostEstimate.Zero,
    };

    private static CostEstimate Fixed(ulong cost) => new(cost, cost);

    private CostEstimate Sum(IEnumerable<Expr> expressions) =>
        expressions.Aggregate(CostEstimate.Zero, (sum, next) => sum.Add(Estimate(next)));

    private LocalVariable? Local(string name) => _locals.FindLast(local => local.Name == name).Variable;

    private CostEstimate Name(IdentExpr name)
    {
        if (Local(name.Name) is { } local)
        {
            SetPath(name, local.Path);
        }
        else
        {
            SetPath(name, [name.Name]);
        }

        return CostEstimate.One;
    }

    private CostEstimate Select(SelectExpr select)
    {
        var cost = Estimate(select.Operand);
        if (select.TestOnly)
        {
            return cost;
        }

        SetPath(select, PathOf(select.Operand, select.Field));
        return select.Operand.Type.Kind is CelTypeKind.Map or CelTypeKind.Object ? cost.Add(CostEstimate.One) : cost;
    }

    private CostEstimate Call(CallExpr call)
    {
        CostEstimate[] costs = [.. call.Arguments.Select(Estimate)];
        var target = call.Target is null ? CostEstimate.Zero : Estimate(call.Target);
        var sum = costs.Aggregate(target, (total, next) => total.Add(next));
        switch (call.Function)
        {
            case Operators.And or Operators.Or:
                return new CostEstimate(costs[0].Min, costs[0].Add(costs[1]).Max);
            case Operators.Conditional:
                return Conditional(call, costs);
            case Operators.OptionalSelect:
                return costs[0].Add(CostEstimate.One);
            case Operators.Add when call.Overloads.Any(overload => overload.Id == "add_list"):
                Concatenation(call);
                return sum.Add(CostEstimate.One);
            case Operators.Index:
                Element(call);
                return sum.Add(CostEstimate.One);
            case "dyn":
                CopySizes(call, call.Arguments[0]);
                SetPath(call, _paths.GetValueOrDefault(call.Arguments[0]));
                return sum.Add(CostEstimate.One);
        }

        return sum.Add(Function(call));
    }

    private CostEstimate Function(CallExpr call)
    {
        var site = new CallSite(call.Target is null ? null : Node(call.Target), [.. call.Arguments.Select(Node)], estimator);
        CostEstimate? cost = null;
        SizeEstimate? size = null;
        foreach (var overload in call.Overloads)
        {
            var estimate = overload.Estimate?.Invoke(site) ?? new CallEstimate(CostEstimate.One);
            cost = cost?.Union(estimate.Cost) ?? estimate.Cost;
            size = estimate.ResultSize is { } next ? size?.Union(next) ?? next : size;
        }

        if (size is { } known)
        {
            _sizes[call] = known;
        }

        return cost ?? CostEstimate.Zero;
    }

    private CostEstimate Conditional(CallExpr call, CostEstimate[] costs)
    {
        _sizes[call] = SizeOf(call.Arguments[1]).Union(SizeOf(call.Arguments[2]));
        if (Entries(call.Arguments[1]) is { } then && Entries(call.Arguments[2]) is { } otherwise)
        {
            _entries[call] = new EntrySize(then.IsList, then.Key.Union(otherwise.Key), then.Value.Union(otherwise.Value));
        }
        else if ((Entries(call.Arguments[1]) ?? Entries(call.Arguments[2])) is { } one)
        {
            _entries[call] = one;
        }

        return costs[0].Add(costs[1].Union(costs[2]));
    }

    private void Concatenation(CallExpr call)
    {
        _sizes[call] = SizeOf(call.Arguments[0]).Add(SizeOf(call.Arguments[1]));
        if (Entries(call.Arguments[0]) is { } left && Entries(call.Arguments[1]) is { } right)
        {
            _entries[call] = new EntrySize(true, left.Key.Union(right.Key), left.Value.Union(right.Value));
        }
    }

    private void Element(CallExpr call)
    {
        if (Entries(call.Arguments[0]) is { } entries)
        {
            _sizes[call] = entries.Value;
        }

        SetPath(call, PathOf(call.Arguments[0], call.Arguments[0].Type.Kind == CelTypeKind.Map ? "@values" : "@items"));
    }

    private CostEstimate List(ListExpr list)
    {
        var cost = Sum(list.Elements).Add(Fixed(CostFactors.ListCreation));
        _entries[list] = new EntrySize(true, SizeEstimate.One, Union(list.Elements));
        return cost;
    }

    private CostEstimate Map(MapExpr map)
    {
        var cost = Sum(ExprTree.Children(map)).Add(Fixed(CostFactors.MapCreation));
        _entries[map] = new EntrySize(false, Union(map.Entries.Select(entry => entry.Key)), Union(map.Entries.Select(entry => entry.Value)));
        return cost;
    }

    private SizeEstimate Union(IEnumerable<Expr> expressions)
    {
        SizeEstimate? size = null;
        foreach (var expression in expressions)
        {
            var next = SizeOf(expression);
            size = size?.Union(next) ?? next;
        }

        return size ?? default;
    }

    private CostEstimate Binding(ComprehensionExpr binding)
    {
        var cost = Fixed(CostFactors.ListCreation).Add(Estimate(binding.Initial));
        _locals.Add((binding.Accumulator, new LocalVariable(_paths.GetValueOrDefault(binding.Initial), Computed(binding.Initial), Entries(binding.Initial))));
        cost = cost.Add(Estimate(binding.Result));
        _locals.RemoveAt(_locals.Count - 1);
        CopySizes(binding, binding.Result);
        return cost;
    }

    private CostEstimate Loop(ComprehensionExpr loop)
    {
        var cost = Estimate(loop.Range).Add(Estimate(loop.Initial));
        var outside = _locals.Count;
        _locals.Add((loop.Accumulator, new LocalVariable(null, Computed(loop.Initial), Entries(loop.Initial))));
        AddElements(loop);
        var perItem = Estimate(loop.Condition).Add(Estimate(loop.Step));
        _locals.RemoveRange(outside + 1, _locals.Count - outside - 1);
        cost = cost.Add(Estimate(loop.Result));
        _locals.RemoveAt(outside);

        var count = SizeOf(loop.Range);
        if (loop.Initial is LiteralExpr)
        {
            _sizes[loop] = SizeEstimate.One;
        }
        else
        {
            _sizes[loop] = count;
            if (Entries(loop.Step) is { } entries)
            {
                _entries[loop] = entries;
            }
        }

        return cost.Add(count.MultiplyByCost(perItem));
    }

    private void AddElements(ComprehensionExpr loop)
    {
        var entries = Entries(loop.Range);
        var isList = entries?.IsList ?? loop.Range.Type.Kind == CelTypeKind.List;
        if (loop.SecondVariable is { } second)
        {
            _locals.Add((loop.Variable, new LocalVariable(PathOf(loop.Range, isList ? "@indices" : "@keys"), entries?.Key, null)));
            _locals.Add((second, new LocalVariable(PathOf(loop.Range, isList ? "@items" : "@values"), entries?.Value, null)));
        }
        else
        {
            _locals.Add((
                loop.Variable,
                new LocalVariable(PathOf(loop.Range, isList ? "@items" : "@keys"), isList ? entries?.Value : entries?.Key, null)));
        }
    }

    private CostNode Node(Expr expression) => new(
        _paths.GetValueOrDefault(expression), expression.Type, Computed(expression), expression is LiteralExpr literal ? literal.Value : default);

    private SizeEstimate SizeOf(Expr expression) => new CallSite(null, [], estimator).SizeOf(Node(expression));

    /// <summary>The size as far as the expression itself tells.</summary>
    private SizeEstimate? Computed(Expr expression)
    {
        if (_sizes.TryGetValue(expression, out var known))
        {
            return known;
        }

        switch (expression)
        {
            case LiteralExpr literal:
                var size = literal.Value.Size;
                return new SizeEstimate(size, size);
            case ListExpr list:
                return new SizeEstimate((ulong)list.Elements.Count, (ulong)list.Elements.Count);
            case MapExpr map:
                return new SizeEstimate((ulong)map.Entries.Count, (ulong)map.Entries.Count);
            case IdentExpr name:
                return Local(name.Name)?.Size;
            default:
                return null;
        }
    }

    private EntrySize? Entries(Expr expression) =>
        _entries.TryGetValue(expression, out var known) ? known : expression is IdentExpr name ? Local(name.Name)?.Entries : null;

    private IReadOnlyList<string>? PathOf(Expr expression, string step) =>
        _paths.TryGetValue(expression, out var path) ? [.. path, step] : null;

    private void SetPath(Expr expression, IReadOnlyList<string>? path)
    {
        if (path is null)
        {
            _paths.Remove(expression);
        }
        else
        {
            _paths[expression] = path;
        }
    }

    private void CopySizes(Expr to, Expr from)
    {
        if (Computed(from) is { } size)
        {
            _sizes[to] = size;
        }

        if (Entries(from) is { } entries)
        {
            _entries[to] = entries;
        }
    }
}

using System.Globalization;
using KubeSharp.Cel.Functions;
using KubeSharp.Cel.Syntax;
using KubeSharp.Cel.Syntax.Expressions;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Checking;

/// <summary>Finds the type of every expression, and which overloads its calls may mean.</summary>
internal sealed class Checker
{
    private readonly CelEnvironment _environment;
    private readonly List<CelIssue> _issues;
    private readonly Substitution _types = new();
    private Scope? _scope;
    private int _fresh;

    private Checker(CelEnvironment environment, List<CelIssue> issues)
    {
        _environment = environment;
        _issues = issues;
    }

    public static void Check(CelEnvironment environment, Expr expression, List<CelIssue> issues)
    {
        var checker = new Checker(environment, issues);
        checker.Visit(expression);
        foreach (var inner in ExprTree.All(expression))
        {
            inner.Type = checker._types.Apply(inner.Type, unknownIsDyn: true);
        }
    }

    private CelType Visit(Expr expression) => expression.Type = expression switch
    {
        LiteralExpr literal => literal.Value.Type,
        IdentExpr name => Name(name),
        SelectExpr select => Select(select),
        CallExpr call => Call(call),
        ListExpr list => List(list),
        MapExpr map => Map(map),
        StructExpr value => Struct(value),
        _ => Comprehension((ComprehensionExpr)expression),
    };

    private CelType Fail(int position, string message)
    {
        _issues.Add(new CelIssue(position, message));
        return CelType.Error;
    }

    private CelType Undeclared(int position, string name) =>
        Fail(position, $"undeclared reference to '{name.TrimStart('.')}' (in container '')");

    private CelType Mismatch(int position, CelType expected, CelType found) =>
        Fail(position, $"expected type '{_types.Apply(expected, true)}' but found '{_types.Apply(found, true)}'");

    private CelType Fresh() => CelType.Parameter("_var" + (_fresh++).ToString(CultureInfo.InvariantCulture));

    /// <summary>The type of a variable, or of a type as a value.</summary>
    private CelType? Lookup(string name, out CelValue constant)
    {
        constant = default;
        if (!name.StartsWith('.') && _scope?.Find(name) is { } local)
        {
            return local;
        }

        var plain = name.TrimStart('.');
        if (_environment.VariableType(plain) is { } variable)
        {
            return variable;
        }

        if (_environment.FindType(plain) is { } type)
        {
            constant = CelValue.Of(type);
            return CelType.TypeOf(type);
        }

        return null;
    }

    private CelType Name(IdentExpr name)
    {
        var type = Lookup(name.Name, out var constant);
        name.Constant = constant;
        return type ?? Undeclared(name.Position, name.Name);
    }

    private CelType Select(SelectExpr select)
    {
        if (!select.TestOnly && QualifiedName(select) is { } qualified && Lookup(qualified, out var constant) is { } named)
        {
            select.Qualified = new IdentExpr(select.Position, qualified) { Constant = constant, Type = named };
            return named;
        }

        var field = Field(select.Position, Visit(select.Operand), select.Field, optional: false);
        return select.TestOnly ? CelType.Bool : field;
    }

    /// <summary>The dotted name that a chain of selections spells; null if it starts with anything but a name.</summary>
    private static string? QualifiedName(Expr expression) => expression switch
    {
        IdentExpr name => name.Name,
        SelectExpr { TestOnly: false } select when QualifiedName(select.Operand) is { } start => start + "." + select.Field,
        _ => null,
    };

    private CelType Field(int position, CelType operand, string field, bool optional)
    {
        var type = _types.Apply(operand, unknownIsDyn: false);
        var wrapped = type.IsOptional;
        if (wrapped)
        {
            type = _types.Apply(type.Parameters[0], unknownIsDyn: false);
        }

        CelType result;
        switch (type)
        {
            case { Kind: CelTypeKind.Map }:
                result = type.Parameters[1];
                break;
            case ObjectType fields:
                result = fields.Field(field) ?? Fail(position, $"undefined field '{field}'");
                break;
            case { Kind: CelTypeKind.Parameter }:
                _types.IsAssignable(CelType.Dyn, type);
                result = CelType.Dyn;
                break;
            case { IsDyn: true }:
                result = CelType.Dyn;
                break;
            default:
                result = Fail(position, $"type '{type}' does not support field selection");
                break;
        }

        return wrapped || optional ? CelType.Optional(result) : result;
    }

    private CelType Call(CallExpr call)
    {
        if (call.Function == Operators.OptionalSelect)
        {
            var field = ((LiteralExpr)call.Arguments[1]).Value.AsString;
            call.Arguments[1].Type = CelType.String;
            return Field(call.Position, Visit(call.Arguments[0]), field, optional: true) is { IsOptional: true } type ? type : CelType.OptionalOfDyn;
        }

        if (call.Target is { } target && QualifiedName(target) is { } start && _environment.Functions.Find(start.TrimStart('.') + "." + call.Function) is not null)
        {
            call.Function = start.TrimStart('.') + "." + call.Function;
            call.Target = null;
        }

        List<CelType> arguments = [.. call.Target is null ? [] : (CelType[])[Visit(call.Target)], .. call.Arguments.Select(Visit)];
        return _environment.Functions.Find(call.Function.TrimStart('.')) is { } overloads
            ? Resolve(call, overloads, arguments)
            : Undeclared(call.Position, call.Function);
    }

    private CelType Resolve(CallExpr call, IReadOnlyList<Overload> overloads, List<CelType> arguments)
    {
        var fitting = new List<Overload>();
        CelType? result = null;
        foreach (var overload in overloads)
        {
            if (overload.IsMember != call.Target is not null || overload.Parameters.Count != arguments.Count)
            {
                continue;
            }

            var fresh = Instantiate(overload);
            if (!_types.IsAssignable(arguments, fresh.Parameters))
            {
                continue;
            }

            fitting.Add(overload);
            var type = _types.Apply(fresh.Result, unknownIsDyn: false);
            result = result is null || result.IsDyn || result.Equals(type) ? result ?? type : CelType.Dyn;
        }

        call.Overloads = fitting;
        if (result is not null)
        {
            return result;
        }

        var shown = arguments.ConvertAll(type => _types.Apply(type, unknownIsDyn: true));
        var signature = call.Target is null
            ? $"({string.Join(", ", shown)})"
            : $"{shown[0]}.({string.Join(", ", shown.Skip(1))})";
        return Fail(call.Position, $"found no matching overload for '{call.Function}' applied to '{signature}'");
    }

    private (IReadOnlyList<CelType> Parameters, CelType Result) Instantiate(Overload overload)
    {
        if (overload.TypeParameters.Count == 0)
        {
            return (overload.Parameters, overload.Result);
        }

        var names = new Substitution();
        foreach (var name in overload.TypeParameters)
        {
            names.IsAssignable(Fresh(), CelType.Parameter(name));
        }

        return ([.. overload.Parameters.Select(type => names.Apply(type, false))], names.Apply(overload.Result, false));
    }

    private CelType List(ListExpr list)
    {
        CelType? element = null;
        for (var i = 0; i < list.Elements.Count; i++)
        {
            var type = Visit(list.Elements[i]);
            element = Join(list.Elements[i].Position, element, list.Optional.Contains(i) ? Unwrap(list.Elements[i].Position, type) : type);
        }

        return CelType.List(element ?? Fresh());
    }

    private CelType Map(MapExpr map)
    {
        CelType? key = null;
        CelType? value = null;
        foreach (var entry in map.Entries)
        {
            key = Join(entry.Key.Position, key, Visit(entry.Key));
            var type = Visit(entry.Value);
            value = Join(entry.Value.Position, value, entry.IsOptional ? Unwrap(entry.Value.Position, type) : type);
        }

        return CelType.Map(key ?? Fresh(), value ?? Fresh());
    }

    private CelType Unwrap(int position, CelType type)
    {
        var known = _types.Apply(type, unknownIsDyn: false);
        return known.IsOptional ? known.Parameters[0] : known.IsDyn ? CelType.Dyn : Mismatch(position, CelType.Optional(known), known);
    }

    /// <summary>One type for the elements of a literal.</summary>
    private CelType Join(int position, CelType? previous, CelType current)
    {
        if (previous is null)
        {
            return current;
        }

        return _types.IsAssignable(previous, current)
            ? Substitution.MostGeneral(_types.Apply(previous, false), _types.Apply(current, false))
            : Mismatch(position, previous, current);
    }

    private CelType Struct(StructExpr value)
    {
        var type = _environment.FindType(value.Name.TrimStart('.'));
        foreach (var field in value.Fields)
        {
            Visit(field.Value);
        }

        if (type is null)
        {
            return Undeclared(value.Position, value.Name);
        }

        if (type is not ObjectType fields)
        {
            return Fail(value.Position, $"'{value.Name}' is not a message type");
        }

        foreach (var field in value.Fields)
        {
            var given = field.IsOptional ? Unwrap(field.Value.Position, field.Value.Type) : field.Value.Type;
            if (fields.Field(field.Name) is not { } declared)
            {
                Fail(field.Position, $"undefined field '{field.Name}'");
            }
            else if (!_types.IsAssignable(declared, given))
            {
                Fail(
                    field.Position,
                    $"expected type of field '{field.Name}' is '{declared}' but provided type is '{_types.Apply(given, unknownIsDyn: true)}'");
            }
        }

        return type;
    }

    private CelType Comprehension(ComprehensionExpr loop)
    {
        var range = _types.Apply(Visit(loop.Range), unknownIsDyn: false);
        var accumulator = Visit(loop.Initial);
        var (first, second) = Elements(loop, range);
        _scope = new Scope(_scope);
        _scope.Add(loop.Accumulator, accumulator);
        _scope = new Scope(_scope);
        _scope.Add(loop.Variable, first);
        if (loop.SecondVariable is { } name)
        {
            _scope.Add(name, second);
        }

        Expect(loop.Condition, CelType.Bool);
        Expect(loop.Step, accumulator);
        _scope = _scope.Outer;
        var result = Visit(loop.Result);
        _scope = _scope!.Outer;
        return _types.Apply(result, unknownIsDyn: false);
    }

    private (CelType First, CelType Second) Elements(ComprehensionExpr loop, CelType range)
    {
        switch (range.Kind)
        {
            case CelTypeKind.List:
                return loop.SecondVariable is null ? (range.Parameters[0], CelType.Dyn) : (CelType.Int, range.Parameters[0]);
            case CelTypeKind.Map:
                return (range.Parameters[0], range.Parameters[1]);
            case CelTypeKind.Dyn or CelTypeKind.Error or CelTypeKind.Parameter:
                _types.IsAssignable(CelType.Dyn, range);
                return (CelType.Dyn, CelType.Dyn);
            default:
                Fail(loop.Range.Position, $"expression of type '{range}' cannot be range of a comprehension (must be list, map, or dynamic)");
                return (CelType.Error, CelType.Error);
        }
    }

    private void Expect(Expr expression, CelType type)
    {
        var found = Visit(expression);
        if (!_types.IsAssignable(type, found))
        {
            Mismatch(expression.Position, type, found);
        }
    }
}

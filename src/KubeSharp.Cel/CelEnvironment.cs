using KubeSharp.Cel.Checking;
using KubeSharp.Cel.Evaluation;
using KubeSharp.Cel.Functions;
using KubeSharp.Cel.Libraries;
using KubeSharp.Cel.Syntax;
using KubeSharp.Cel.Types;

namespace KubeSharp.Cel;

/// <summary>What expressions may refer to: functions, variables and types. Immutable.</summary>
public sealed class CelEnvironment
{
    private readonly List<KeyValuePair<string, CelType>> _variables;
    private readonly List<ITypeProvider> _types;

    private CelEnvironment(FunctionTable functions, List<KeyValuePair<string, CelType>> variables, List<ITypeProvider> types)
    {
        Functions = functions;
        _variables = variables;
        _types = types;
        VariableNames = [.. variables.Select(variable => variable.Key)];
    }

    /// <summary>The language with the libraries that Kubernetes has everywhere, without variables.</summary>
    public static CelEnvironment Kubernetes { get; } = new(BaseFunctions(), [], [StandardTypes.Instance]);

    /// <summary>In the order in which values are given to a program.</summary>
    public IReadOnlyList<string> VariableNames { get; }

    internal FunctionTable Functions { get; }

    internal bool HasBindings { get; private init; }

    /// <summary>This environment with further variables.</summary>
    public CelEnvironment With(params ReadOnlySpan<(string Name, CelType Type)> variables)
    {
        var all = new List<KeyValuePair<string, CelType>>(_variables);
        foreach (var (name, type) in variables)
        {
            all.Add(new(name, type));
        }

        return new(Functions, all, _types) { HasBindings = HasBindings };
    }

    public CelEnvironment With(CelLibrary library)
    {
        if (library == CelLibrary.Bindings)
        {
            return new(Functions, _variables, _types) { HasBindings = true };
        }

        var functions = Functions.Copy();
        JsonPatchFunctions.AddTo(new Library(functions));
        return new(functions, _variables, [.. _types, ApplyConfigurationTypes.Instance, JsonPatchTypes.Instance]) { HasBindings = HasBindings };
    }

    /// <exception cref="CelCompileException">The expression does not parse or check.</exception>
    public CelProgram Compile(string expression)
    {
        var source = new SourceText(expression);
        var issues = new List<CelIssue>();
        if (Parser.Parse(source, HasBindings, issues) is not { } tree)
        {
            throw Failure(source, issues);
        }

        Checker.Check(this, tree, issues);
        if (issues.Count == 0)
        {
            LiteralArguments.Check(tree, issues);
        }

        if (issues.Count > 0)
        {
            throw Failure(source, issues);
        }

        return new CelProgram(expression, tree, Planner.Plan(tree, VariableNames, out var slots), slots);
    }

    internal CelType? VariableType(string name)
    {
        foreach (var (variable, type) in _variables)
        {
            if (variable == name)
            {
                return type;
            }
        }

        return null;
    }

    internal CelType? FindType(string name)
    {
        foreach (var provider in _types)
        {
            if (provider.Find(name) is { } type)
            {
                return type;
            }
        }

        return null;
    }

    private static CelCompileException Failure(SourceText source, List<CelIssue> issues) => new(source.Describe(issues), issues);

    private static FunctionTable BaseFunctions()
    {
        var functions = new FunctionTable();
        BaseLibraries.AddTo(functions);
        return functions;
    }
}

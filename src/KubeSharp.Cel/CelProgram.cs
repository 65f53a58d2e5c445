using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Evaluation;
using KubeSharp.Cel.Syntax;
using KubeSharp.Cel.Syntax.Expressions;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel;

/// <summary>An expression, parsed, checked and ready. May be evaluated by several threads at once.</summary>
public sealed class CelProgram
{
    private readonly Expr _expression;
    private readonly Node _node;
    private readonly int _slots;
    private readonly HashSet<string> _names;

    internal CelProgram(string text, Expr expression, Node node, int slots)
    {
        Text = text;
        _expression = expression;
        _node = node;
        _slots = slots;
        _names = [.. ExprTree.All(expression).OfType<IdentExpr>().Select(name => name.Name.TrimStart('.'))];
    }

    public string Text { get; }

    public CelType ResultType => _expression.Type;

    /// <summary>The value if the expression is a mere literal; none otherwise.</summary>
    public CelValue Literal => _expression is LiteralExpr literal ? literal.Value : default;

    /// <summary>Whether the expression mentions a name.</summary>
    public bool Uses(string name) => _names.Contains(name);

    /// <summary>Whether the expression looks at a field of a variable by its name.</summary>
    public bool Selects(string variable, string field) => ExprTree.All(_expression).Any(inner => inner switch
    {
        SelectExpr { Operand: IdentExpr name } select => name.Name == variable && select.Field == field,
        CallExpr { Function: Operators.Index or Operators.OptionalIndex or Operators.OptionalSelect, Arguments: [IdentExpr name, LiteralExpr { Value: { Kind: CelKind.String } key }] } =>
            name.Name == variable && key.AsString == field,
        _ => false,
    });

    /// <param name="variables">In the order in which the environment declares them; those that are left out have no value.</param>
    /// <param name="costLimit">Where the evaluation is given up.</param>
    /// <param name="cancellationToken">Looked at in loops.</param>
    public CelResult Evaluate(ReadOnlySpan<CelValue> variables, ulong costLimit = CelLimits.PerCall, CancellationToken cancellationToken = default)
    {
        var frame = new Frame(_slots, costLimit, cancellationToken);
        variables.CopyTo(frame.Slots);
        try
        {
            return new CelResult(_node.Evaluate(frame), frame.Cost);
        }
        catch (CostLimitException)
        {
            return new CelResult(CelValue.Error(CostLimitException.Text), frame.Cost);
        }
    }

    /// <summary>What an evaluation may cost.</summary>
    /// <param name="sizes">Knows the sizes of variables; null if nobody does.</param>
    public CostEstimate EstimateCost(ISizeEstimator? sizes = null) => new CostEstimation(sizes).Estimate(_expression);
}

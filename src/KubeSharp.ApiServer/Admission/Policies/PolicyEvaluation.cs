using KubeSharp.Api;
using KubeSharp.ApiServer.Admission.Expressions;
using KubeSharp.Cel;
using KubeSharp.Cel.Values;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>The expressions of one policy on one request with one parameter, within one budget of cost.</summary>
internal sealed class PolicyEvaluation
{
    public const string OutOfBudget = "validation failed due to running out of cost budget, no further validation rules will be run";

    private readonly CelValue[] _values;
    private readonly VariableValues _variables;
    private readonly CancellationToken _cancellationToken;
    private long _budget = CelLimits.PerObject;
    private ulong _paid;

    public PolicyEvaluation(PolicyVariables variables, AdmissionValues values, bool hasParams, ApiKind? parameter, CancellationToken cancellationToken)
    {
        var plain = hasParams ? values.With(parameter) : values.Values;
        _variables = new VariableValues(variables, plain, cancellationToken);
        _values = [.. plain, CelValue.Of(_variables)];
        _cancellationToken = cancellationToken;
    }

    /// <summary>What match conditions see: everything but the variables of the policy.</summary>
    public ReadOnlySpan<CelValue> Values => _values.AsSpan(0, _values.Length - 1);

    public bool IsOverBudget => _budget < 0;

    /// <summary>The value of an expression; an error if the budget does not suffice.</summary>
    public CelValue Evaluate(CelProgram program)
    {
        var result = program.Evaluate(_values, CelLimits.PerCall, _cancellationToken);
        var cost = result.Cost + _variables.Cost - _paid;
        _paid = _variables.Cost;
        _budget -= (long)Math.Min(cost, (ulong)CelLimits.PerObject + 1);
        return IsOverBudget ? CelValue.Error(OutOfBudget) : result.Value;
    }
}

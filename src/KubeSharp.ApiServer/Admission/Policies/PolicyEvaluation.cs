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

    public PolicyEvaluation(AdmissionPolicy policy, AdmissionValues values, ApiKind? parameter, CancellationToken cancellationToken)
    {
        var plain = policy.ParamKind is null ? values.Values : values.With(parameter);
        _variables = new VariableValues(policy.Variables!, plain, cancellationToken);
        _values = [.. plain, CelValue.Of(_variables)];
        _cancellationToken = cancellationToken;
    }

    public bool IsOverBudget => _budget < 0;

    /// <summary>Whether the policy's match conditions hold. They do not see its variables and have a budget of their own.</summary>
    /// <exception cref="MatchConditionException">It cannot be told.</exception>
    public bool Matches(MatchConditions conditions)
    {
        var budget = CelLimits.MatchConditions;
        return conditions.Matches(_values.AsSpan(0, _values.Length - 1), ref budget, _cancellationToken);
    }

    /// <summary>The value of an expression; an error if the budget does not suffice.</summary>
    public CelValue Evaluate(CelProgram program)
    {
        var result = program.Evaluate(_values, CelLimits.PerCall, _cancellationToken);
        var cost = result.Cost + _variables.Cost - _paid;
        _paid = _variables.Cost;
        _budget -= (long)Math.Min(cost, (ulong)CelLimits.PerObject + 1);
        return IsOverBudget ? CelValue.Error(OutOfBudget) : result.Value;
    }

    /// <summary>What an error is called, to users and in metrics.</summary>
    public PolicyException Failure(CelProgram program, in CelValue error) => IsOverBudget
        ? new PolicyException(OutOfBudget, PolicyErrorType.OutOfBudget)
        : new PolicyException($"expression '{program.Text}' resulted in error: {error}");
}

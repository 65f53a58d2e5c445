using KubeSharp.Api;
using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.Cel;
using KubeSharp.Cel.Values;

namespace KubeSharp.ApiServer.Admission.Expressions;

/// <summary>The <c>matchConditions</c> of a webhook or policy: a request is meant if all of them hold.</summary>
internal sealed class MatchConditions
{
    private readonly IReadOnlyList<(string Name, CelProgram Program)> _conditions;

    private MatchConditions(IReadOnlyList<(string Name, CelProgram Program)> conditions) => _conditions = conditions;

    /// <summary>Null if there are none.</summary>
    /// <exception cref="CelCompileException">One does not compile; validation refuses such configurations.</exception>
    public static MatchConditions? Of(ApiList<MatchCondition> conditions, CelEnvironment environment) => conditions.Count == 0
        ? null
        : new MatchConditions([.. conditions.Select(condition => (condition.Name, environment.Compile(condition.Expression)))]);

    /// <summary>Whether the request is meant. One condition that does not hold outweighs all that fail.</summary>
    /// <param name="values">In the order of the environment.</param>
    /// <param name="budget">What all conditions together may cost; what is left of it comes back.</param>
    /// <param name="cancellationToken">The end of the request.</param>
    /// <exception cref="MatchConditionException">It cannot be told.</exception>
    public bool Matches(ReadOnlySpan<CelValue> values, ref long budget, CancellationToken cancellationToken)
    {
        List<string>? failures = null;
        foreach (var (_, program) in _conditions)
        {
            var result = program.Evaluate(values, CelLimits.PerCall, cancellationToken);
            budget -= (long)Math.Min(result.Cost, (ulong)CelLimits.PerObject);
            if (budget < 0)
            {
                throw new MatchConditionException("validation failed due to running out of cost budget, no further validation rules will be run");
            }

            if (result.Value.Kind == CelKind.Bool)
            {
                if (!result.Value.IsTrue)
                {
                    return false;
                }
            }
            else
            {
                (failures ??= []).Add($"expression '{program.Text}' resulted in error: {result.Value}");
            }
        }

        return failures switch
        {
            null => true,
            [var one] => throw new MatchConditionException(one),
            _ => throw new MatchConditionException($"[{string.Join(", ", failures)}]"),
        };
    }
}

using KubeSharp.ApiServer.Admission.Expressions;
using KubeSharp.ApiServer.CustomResources.Rules;
using KubeSharp.Cel;
using KubeSharp.Cel.Values;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>Evaluates one policy on one request.</summary>
internal static class PolicyDecisions
{
    /// <summary>The validations that do not hold or fail. What the policy wants to tell the audit goes to the annotations.</summary>
    public static List<PolicyDecision> Of(ValidatingPolicy policy, PolicyEvaluation evaluation, PolicyAnnotations annotations, TimeProvider time)
    {
        var decisions = new List<PolicyDecision>();
        var start = time.GetTimestamp();
        try
        {
            if (policy.Conditions is { } conditions && !evaluation.Matches(conditions))
            {
                return decisions;
            }
        }
        catch (MatchConditionException e)
        {
            decisions.Add(new PolicyDecision(0, e.Message, PolicyErrorType.Invalid, time.GetElapsedTime(start)) { IsIgnored = policy.IgnoresFailure });
            return decisions;
        }

        for (var i = 0; i < policy.Validations.Count && !evaluation.IsOverBudget; i++)
        {
            start = time.GetTimestamp();
            var validation = policy.Validations[i];
            var value = evaluation.Evaluate(validation.Program);
            if (value.IsTrue)
            {
                continue;
            }

            try
            {
                var message = value.Kind == CelKind.Bool ? Message(validation, evaluation) : throw evaluation.Failure(validation.Program, value);
                decisions.Add(new PolicyDecision(i, message, PolicyErrorType.None, time.GetElapsedTime(start)) { Reason = validation.Source.Reason });
            }
            catch (PolicyException e)
            {
                decisions.Add(Failed(policy, i, e, time.GetElapsedTime(start)));
            }
        }

        foreach (var (key, program) in policy.Annotations)
        {
            start = time.GetTimestamp();
            try
            {
                if (Annotation(program, evaluation) is { } text)
                {
                    annotations.Add(policy.Name, key, text);
                }
            }
            catch (PolicyException e)
            {
                decisions.Add(Failed(policy, 0, e, time.GetElapsedTime(start)));
            }
        }

        return decisions;
    }

    private static PolicyDecision Failed(ValidatingPolicy policy, int index, PolicyException failure, TimeSpan elapsed) =>
        new(index, failure.Message, failure.ErrorType, elapsed) { IsIgnored = policy.IgnoresFailure };

    private static string Message(CompiledValidation validation, PolicyEvaluation evaluation)
    {
        if (validation.Message is not { } program)
        {
            return validation.DefaultMessage;
        }

        var value = evaluation.Evaluate(program);
        return evaluation.IsOverBudget
            ? throw new PolicyException("failed messageExpression: " + PolicyEvaluation.OutOfBudget, PolicyErrorType.OutOfBudget)
            : EvaluatedMessage.Of(value) ?? validation.DefaultMessage;
    }

    /// <summary>Null where the policy has nothing to say.</summary>
    private static string? Annotation(CelProgram program, PolicyEvaluation evaluation)
    {
        var value = evaluation.Evaluate(program);
        return value.Kind switch
        {
            CelKind.Null => null,
            CelKind.String => value.AsString.Trim() is { Length: > 0 } text ? text : null,
            CelKind.Error => throw new PolicyException(
                $"valueExpression '{program.Text}' resulted in error: {value}",
                evaluation.IsOverBudget ? PolicyErrorType.OutOfBudget : PolicyErrorType.Invalid),
            _ => throw new PolicyException(
                $"valueExpression '{program.Text}' resulted in unsupported return type: {value.Type}. Return type must be either string or null."),
        };
    }
}

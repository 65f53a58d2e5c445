using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Admission.Expressions;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.Cel;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>A ValidatingAdmissionPolicy with its bindings, ready for use.</summary>
internal sealed class ValidatingPolicy
{
    private ValidatingPolicy(ValidatingAdmissionPolicy source)
    {
        Source = source;
        Criteria = MatchCriteria.Of(source.Spec.MatchConstraints ?? new MatchResources());
    }

    public ValidatingAdmissionPolicy Source { get; }

    public string Name => Source.Metadata.Name;

    public MatchCriteria Criteria { get; }

    public bool HasParams => Source.Spec.ParamKind is not null;

    public bool IgnoresFailure => Source.Spec.FailurePolicy == "Ignore";

    /// <summary>Why the policy cannot be evaluated; null if it can.</summary>
    public string? Error { get; private init; }

    public PolicyVariables? Variables { get; private init; }

    public MatchConditions? Conditions { get; private init; }

    public IReadOnlyList<CompiledValidation> Validations { get; private init; } = [];

    public static ValidatingPolicy Of(ValidatingAdmissionPolicy policy)
    {
        try
        {
            var environment = policy.Spec.ParamKind is null ? AdmissionExpressions.WithoutParams : AdmissionExpressions.WithParams;
            var variables = PolicyVariables.Of(policy.Spec.Variables, environment);
            return new ValidatingPolicy(policy)
            {
                Variables = variables,
                Conditions = MatchConditions.Of(policy.Spec.MatchConditions, environment),
                Validations = [.. policy.Spec.Validations.Select(validation => new CompiledValidation(
                    validation,
                    variables.Environment.Compile(validation.Expression),
                    validation.MessageExpression.Length == 0 ? null : variables.Environment.Compile(validation.MessageExpression)))],
            };
        }
        catch (CelCompileException e)
        {
            return new ValidatingPolicy(policy) { Error = "compilation error: " + e.Message };
        }
    }
}

using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.Cel;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>A ValidatingAdmissionPolicy.</summary>
internal sealed class ValidatingPolicy : AdmissionPolicy
{
    public ValidatingPolicy(ValidatingAdmissionPolicy policy)
        : base(policy, policy.Spec.MatchConstraints, policy.Spec.ParamKind, policy.Spec.FailurePolicy) =>
        Compile(policy.Spec.MatchConditions, policy.Spec.Variables, environment =>
        {
            Validations = [.. policy.Spec.Validations.Select(validation => CompiledValidation.Of(validation, environment))];
            Annotations = [.. policy.Spec.AuditAnnotations.Select(annotation => (annotation.Key, environment.Compile(annotation.ValueExpression)))];
        });

    public IReadOnlyList<CompiledValidation> Validations { get; private set; } = [];

    /// <summary>What the policy adds to audit events.</summary>
    public IReadOnlyList<(string Key, CelProgram Value)> Annotations { get; private set; } = [];
}

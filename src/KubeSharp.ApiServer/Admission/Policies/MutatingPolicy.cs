using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Admission.Policies.Mutations;
using KubeSharp.Cel;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>A MutatingAdmissionPolicy.</summary>
internal sealed class MutatingPolicy : AdmissionPolicy
{
    public MutatingPolicy(MutatingAdmissionPolicy policy)
        : base(policy, policy.Spec.MatchConstraints, policy.Spec.ParamKind, policy.Spec.FailurePolicy)
    {
        IsReinvocable = policy.Spec.ReinvocationPolicy == "IfNeeded";
        Compile(policy.Spec.MatchConditions, policy.Spec.Variables, environment =>
        {
            var patches = environment.With(CelLibrary.Patches);
            Mutations = [.. policy.Spec.Mutations.Select(mutation => PolicyMutation.Of(mutation, patches))];
        });
    }

    /// <summary>Wants to see the object again if others change it later.</summary>
    public bool IsReinvocable { get; }

    public IReadOnlyList<PolicyMutation> Mutations { get; private set; } = [];
}

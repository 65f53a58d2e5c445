using KubeSharp.Api;
using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Admission.Matching;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>What puts a policy into effect.</summary>
/// <param name="Name">Of the binding.</param>
/// <param name="Policy">The policy's name.</param>
/// <param name="Criteria">Requests beside those that the policy leaves out; null if there are none.</param>
/// <param name="Reference">The parameters; null if there are none.</param>
/// <param name="Actions">What follows when a validation does not hold; empty where the policy mutates.</param>
internal sealed record PolicyBinding(string Name, string Policy, MatchCriteria? Criteria, ParamRef? Reference, ApiList<string> Actions)
{
    public static PolicyBinding Of(ValidatingAdmissionPolicyBinding binding) => new(
        binding.Metadata.Name, binding.Spec.PolicyName, Matching(binding.Spec.MatchResources), binding.Spec.ParamRef, binding.Spec.ValidationActions);

    public static PolicyBinding Of(MutatingAdmissionPolicyBinding binding) => new(
        binding.Metadata.Name, binding.Spec.PolicyName, Matching(binding.Spec.MatchResources), binding.Spec.ParamRef, default);

    private static MatchCriteria? Matching(MatchResources? resources) => resources is null ? null : MatchCriteria.Of(resources);
}

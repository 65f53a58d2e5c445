using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Admission.Expressions;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Handlers;
using Prometheus;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>The two plugins that evaluate policies, and what keeps them informed of these.</summary>
internal sealed class PolicyAdmission
{
    public PolicyAdmission(CachedObjects objects, ResourceEndpoints endpoints, IAuthorizer authorizer, TimeProvider time)
    {
        var mutating = new PolicySource<MutatingPolicy>(
            static policy => new MutatingPolicy((MutatingAdmissionPolicy)policy),
            static binding => PolicyBinding.Of((MutatingAdmissionPolicyBinding)binding));
        var validating = new PolicySource<ValidatingPolicy>(
            static policy => new ValidatingPolicy((ValidatingAdmissionPolicy)policy),
            static binding => PolicyBinding.Of((ValidatingAdmissionPolicyBinding)binding));
        Feeds =
        [
            objects.Follow<MutatingAdmissionPolicy>(mutating.PolicyChanged, mutating.PolicyRemoved),
            objects.Follow<MutatingAdmissionPolicyBinding>(mutating.BindingChanged, mutating.BindingRemoved),
            objects.Follow<ValidatingAdmissionPolicy>(validating.PolicyChanged, validating.PolicyRemoved),
            objects.Follow<ValidatingAdmissionPolicyBinding>(validating.BindingChanged, validating.BindingRemoved),
        ];
        var matcher = new PolicyMatcher(new AdmissionMatcher(objects, endpoints), new PolicyParameters(endpoints));
        var values = new AdmissionValueSource(objects, authorizer);
        Mutating = new MutatingPolicyAdmission(mutating, matcher, values, new MutatingPolicyMetrics(Metrics.DefaultRegistry), time);
        Validating = new ValidatingPolicyAdmission(validating, matcher, values, new ValidatingPolicyMetrics(Metrics.DefaultRegistry), time);
    }

    public MutatingPolicyAdmission Mutating { get; }

    public ValidatingPolicyAdmission Validating { get; }

    /// <summary>To be primed before the first request, and run.</summary>
    public IReadOnlyList<ChangeFeed> Feeds { get; }
}

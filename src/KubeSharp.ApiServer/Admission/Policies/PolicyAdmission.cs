using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Handlers;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>The plugin that evaluates policies, and what keeps it informed of them.</summary>
internal sealed class PolicyAdmission
{
    public PolicyAdmission(CachedObjects objects, ResourceEndpoints endpoints, IAuthorizer authorizer)
    {
        var validating = new ValidatingPolicySource();
        Feeds =
        [
            objects.Follow<ValidatingAdmissionPolicy>(validating.Changed, validating.Removed),
            objects.Follow<ValidatingAdmissionPolicyBinding>(validating.Changed, validating.Removed),
        ];
        Validating = new ValidatingPolicyAdmission(
            validating, new AdmissionMatcher(objects, endpoints), new PolicyParameters(endpoints), objects, authorizer);
    }

    public ValidatingPolicyAdmission Validating { get; }

    /// <summary>To be primed before the first request, and run.</summary>
    public IReadOnlyList<ChangeFeed> Feeds { get; }
}

using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Policies;

/// <summary>
/// Looks whether the expressions of ValidatingAdmissionPolicies fit the types of the resources that they are about, and writes what does not
/// into the status. Once for each generation of a policy.
/// </summary>
internal sealed class ValidatingAdmissionPolicyStatusController : Controller<string>
{
    private readonly Store<ValidatingAdmissionPolicy> _policies;
    private readonly PolicyTypeChecker _checker;

    public ValidatingAdmissionPolicyStatusController(ControllerContext context)
        : base("validatingadmissionpolicy-status-controller", context, context.Options.ConcurrentSyncs, queue: "validatingadmissionpolicy-status")
    {
        _policies = context.Informer<ValidatingAdmissionPolicy>().OnAny(policy => Queue.Add(policy.Metadata.Name)).Store;
        _checker = new PolicyTypeChecker(new ResourceTypes(context.Informer<CustomResourceDefinition>().Store));
    }

    protected override async ValueTask ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_policies.Get("", key) is not { } policy || policy.Metadata.Generation <= policy.Status.ObservedGeneration)
        {
            return;
        }

        var status = policy.Status with
        {
            ObservedGeneration = policy.Metadata.Generation,
            TypeChecking = new TypeChecking { ExpressionWarnings = _checker.Check(policy.Spec) },
        };
        await Client.UpdateStatusAsync(policy with { Status = status }, cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}

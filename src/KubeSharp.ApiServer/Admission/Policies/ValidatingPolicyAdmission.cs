using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Admission.Expressions;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.ApiServer.Handlers;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>Evaluates the ValidatingAdmissionPolicies that a request concerns; every binding decides what follows from a violation.</summary>
internal sealed class ValidatingPolicyAdmission(
    PolicySource<ValidatingPolicy> source, PolicyMatcher matcher, AdmissionValueSource values, ValidatingPolicyMetrics metrics, TimeProvider time)
    : IValidatingAdmissionPlugin
{
    public string Name => "ValidatingAdmissionPolicy";

    public bool Handles(AdmissionOperation operation) => true;

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken) =>
        source.Active is { Count: > 0 } active && !AdmissionMatcher.IsExempt(context)
            ? EvaluateAsync(active, context, cancellationToken)
            : ValueTask.CompletedTask;

    private async ValueTask EvaluateAsync(
        IReadOnlyList<(ValidatingPolicy Policy, IReadOnlyList<PolicyBinding> Bindings)> active,
        AdmissionContext context,
        CancellationToken cancellationToken)
    {
        var matches = await matcher.MatchAsync(active, context, cancellationToken).ConfigureAwait(false);
        var views = new Dictionary<ResourceEndpoint, AdmissionValues>();
        var annotations = new PolicyAnnotations(context);
        foreach (var invocation in matches.Invocations)
        {
            if (!views.TryGetValue(invocation.Endpoint, out var view))
            {
                var versioned = await VersionedRequest.OfAsync(context, invocation.Endpoint, cancellationToken).ConfigureAwait(false);
                views[invocation.Endpoint] = view = values.Of(context, versioned);
            }

            var evaluation = new PolicyEvaluation(invocation.Policy, view, invocation.Parameter, cancellationToken);
            foreach (var decision in PolicyDecisions.Of(invocation.Policy, evaluation, annotations, time))
            {
                Apply(context, invocation, decision, matches, annotations);
            }
        }

        annotations.Publish();
        if (matches.Failures is [var denial, ..])
        {
            throw Denied(context, denial);
        }
    }

    /// <summary>Does what the binding wants. A denial joins the failures.</summary>
    private void Apply(
        AdmissionContext context,
        PolicyInvocation<ValidatingPolicy> invocation,
        PolicyDecision decision,
        PolicyMatches<ValidatingPolicy> matches,
        PolicyAnnotations annotations)
    {
        if (decision.IsIgnored)
        {
            metrics.Observe(invocation, decision, "allow");
            return;
        }

        var (policy, binding) = (invocation.Policy.Name, invocation.Binding);
        foreach (var action in binding.Actions)
        {
            switch (action)
            {
                case "Deny":
                    matches.Failures.Add(new PolicyFailure(policy, binding.Name, decision.Message, decision.Reason));
                    metrics.Observe(invocation, decision, "deny");
                    break;
                case "Audit":
                    annotations.Failed(binding, decision);
                    metrics.Observe(invocation, decision, "audit");
                    break;
                case "Warn":
                    context.Request.Warn($"Validation failed for ValidatingAdmissionPolicy '{policy}' with binding '{binding.Name}': {decision.Message}");
                    metrics.Observe(invocation, decision, "warn");
                    break;
            }
        }
    }

    private static ApiException Denied(AdmissionContext context, PolicyFailure failure)
    {
        var message = failure.Binding is null
            ? $"ValidatingAdmissionPolicy '{failure.Policy}' denied request: {failure.Message}"
            : $"ValidatingAdmissionPolicy '{failure.Policy}' with binding '{failure.Binding}' denied request: {failure.Message}";
        var status = context.Forbidden(message).Status;
        var reason = failure.Reason ?? "Invalid";
        return new ApiException(status with
        {
            Reason = reason,
            Code = reason switch
            {
                "Forbidden" => 403,
                "Unauthorized" => 401,
                "RequestEntityTooLarge" => 413,
                _ => 422,
            },
            Details = (status.Details ?? new StatusDetails()) with { Causes = [new StatusCause { Message = message }] },
        });
    }
}

using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Admission.Expressions;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.CustomResources.Rules;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.Cel.Values;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>Evaluates the ValidatingAdmissionPolicies that a request concerns; every binding decides what follows from a violation.</summary>
internal sealed class ValidatingPolicyAdmission(
    ValidatingPolicySource source, AdmissionMatcher matcher, PolicyParameters parameters, IObjectLookup objects, IAuthorizer authorizer)
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
        var views = new Dictionary<ResourceEndpoint, AdmissionValues>();
        PolicyDecision? denial = null;
        foreach (var (policy, bindings) in active)
        {
            if (await matcher.MatchAsync(context, policy.Criteria, cancellationToken).ConfigureAwait(false) is not { } endpoint)
            {
                continue;
            }

            foreach (var binding in bindings)
            {
                if (binding.Criteria is not null
                    && await matcher.MatchAsync(context, binding.Criteria, cancellationToken).ConfigureAwait(false) is null)
                {
                    continue;
                }

                if (!views.TryGetValue(endpoint, out var values))
                {
                    var versioned = await VersionedRequest.OfAsync(context, endpoint, cancellationToken).ConfigureAwait(false);
                    views[endpoint] = values = new AdmissionValues(context, versioned, NamespaceOf(context), authorizer);
                }

                foreach (var decision in Decide(policy, binding, context, values, cancellationToken))
                {
                    var applied = Apply(context, decision);
                    denial ??= applied;
                }
            }
        }

        if (denial is not null)
        {
            throw Denied(context, denial);
        }
    }

    private Namespace? NamespaceOf(AdmissionContext context) =>
        context.Namespace.Length == 0 || context.Resource is { Group: "", Name: "namespaces" } ? null : objects.Get<Namespace>("", context.Namespace);

    private List<PolicyDecision> Decide(
        ValidatingPolicy policy, PolicyBinding binding, AdmissionContext context, AdmissionValues values, CancellationToken cancellationToken)
    {
        var decisions = new List<PolicyDecision>();
        try
        {
            if (policy.Error is { } error)
            {
                throw new PolicyException("failed to configure policy: " + error);
            }

            IReadOnlyList<ApiKind?> found = policy.Source.Spec.ParamKind is { } kind && binding.Reference is { } reference
                ? parameters.Find(kind, reference, context)
                : [null];
            foreach (var parameter in found)
            {
                var evaluation = new PolicyEvaluation(policy.Variables!, values, policy.HasParams, parameter, cancellationToken);
                Evaluate(policy, binding, evaluation, decisions, cancellationToken);
            }
        }
        catch (PolicyException e) when (!policy.IgnoresFailure)
        {
            decisions.Add(new PolicyDecision(policy, binding, "failed to configure binding: " + e.Message, null));
        }
        catch (PolicyException)
        {
        }

        return decisions;
    }

    private static void Evaluate(
        ValidatingPolicy policy, PolicyBinding binding, PolicyEvaluation evaluation, List<PolicyDecision> decisions, CancellationToken cancellationToken)
    {
        var budget = KubeSharp.Cel.CelLimits.MatchConditions;
        try
        {
            if (policy.Conditions?.Matches(evaluation.Values, ref budget, cancellationToken) == false)
            {
                return;
            }
        }
        catch (MatchConditionException e)
        {
            if (!policy.IgnoresFailure)
            {
                decisions.Add(new PolicyDecision(policy, binding, e.Message, null));
            }

            return;
        }

        foreach (var validation in policy.Validations)
        {
            var value = evaluation.Evaluate(validation.Program);
            if (value.Kind == CelKind.Bool && value.IsTrue)
            {
                continue;
            }

            if (value.Kind == CelKind.Bool)
            {
                decisions.Add(new PolicyDecision(policy, binding, Message(validation, evaluation), validation.Source.Reason));
            }
            else if (!policy.IgnoresFailure)
            {
                var why = evaluation.IsOverBudget
                    ? PolicyEvaluation.OutOfBudget
                    : $"expression '{validation.Source.Expression}' resulted in error: {value}";
                decisions.Add(new PolicyDecision(policy, binding, why, null));
            }

            if (evaluation.IsOverBudget)
            {
                return;
            }
        }
    }

    private static string Message(CompiledValidation validation, PolicyEvaluation evaluation) =>
        validation.Message is { } program && EvaluatedMessage.Of(evaluation.Evaluate(program)) is { } message ? message : validation.DefaultMessage;

    /// <summary>The decision if it is a denial; null if it is said otherwise.</summary>
    private static PolicyDecision? Apply(AdmissionContext context, PolicyDecision decision)
    {
        if (decision.Binding.Actions.Contains("Warn"))
        {
            context.Request.Warn(
                $"Validation failed for ValidatingAdmissionPolicy '{decision.Policy.Name}' with binding '{decision.Binding.Name}': {decision.Message}");
        }

        return decision.Binding.Actions.Contains("Deny") ? decision : null;
    }

    private static ApiException Denied(AdmissionContext context, PolicyDecision decision)
    {
        var message = $"ValidatingAdmissionPolicy '{decision.Policy.Name}' with binding '{decision.Binding.Name}' denied request: {decision.Message}";
        var status = context.Forbidden(message).Status;
        var reason = decision.Reason ?? "Invalid";
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

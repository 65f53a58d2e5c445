using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Admission.Expressions;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.ApiServer.Admission.Policies.Mutations;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>
/// Lets the MutatingAdmissionPolicies that a request concerns change its object, one after another by their names; each sees what those before
/// it made of the object (KEP-3962).
/// </summary>
internal sealed class MutatingPolicyAdmission(
    PolicySource<MutatingPolicy> source, PolicyMatcher matcher, AdmissionValueSource values, MutatingPolicyMetrics metrics, TimeProvider time)
    : IMutatingAdmissionPlugin
{
    public string Name => "MutatingAdmissionPolicy";

    public bool Handles(AdmissionOperation operation) => true;

    public ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken) =>
        source.Active is { Count: > 0 } active && !AdmissionMatcher.IsExempt(context)
            ? MutateAsync(active, context, cancellationToken)
            : ValueTask.CompletedTask;

    private async ValueTask MutateAsync(
        IReadOnlyList<(MutatingPolicy Policy, IReadOnlyList<PolicyBinding> Bindings)> active,
        AdmissionContext context,
        CancellationToken cancellationToken)
    {
        var matches = await matcher.MatchAsync(active, context, cancellationToken).ConfigureAwait(false);
        var state = context.Reinvocation.Of<ReinvocationState<(string Policy, string Binding, string Parameter)>>(Name);
        state.Begin(context);
        foreach (var invocation in matches.Invocations)
        {
            var key = (invocation.Policy.Name, invocation.Binding.Name, (invocation.Parameter as ApiObject)?.Metadata.UID ?? "");
            if ((context.Reinvocation.IsReinvocation && !state.IsRequired(key))
                || !await MatchesAsync(context, invocation, matches, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            var before = context.Object;
            foreach (var mutation in invocation.Policy.Mutations)
            {
                await MutateAsync(context, invocation, mutation, matches, cancellationToken).ConfigureAwait(false);
            }

            if (!Equals(before, context.Object))
            {
                state.RequireAll();
                context.Reinvocation.Require();
            }

            if (invocation.Policy.IsReinvocable)
            {
                state.Invoked(key);
            }
        }

        state.LastOutput = context.Object;
        if (matches.Failures.Count > 0)
        {
            throw Denied(context, matches.Failures);
        }
    }

    private async ValueTask<bool> MatchesAsync(
        AdmissionContext context,
        PolicyInvocation<MutatingPolicy> invocation,
        PolicyMatches<MutatingPolicy> matches,
        CancellationToken cancellationToken)
    {
        if (invocation.Policy.Conditions is not { } conditions)
        {
            return true;
        }

        var versioned = await VersionedRequest.OfAsync(context, invocation.Endpoint, cancellationToken).ConfigureAwait(false);
        try
        {
            return new PolicyEvaluation(invocation.Policy, values.Of(context, versioned), invocation.Parameter, cancellationToken).Matches(conditions);
        }
        catch (MatchConditionException e)
        {
            matches.Fail(invocation.Policy, invocation.Binding, e.Message, "Invalid");
            return false;
        }
    }

    private async ValueTask MutateAsync(
        AdmissionContext context,
        PolicyInvocation<MutatingPolicy> invocation,
        PolicyMutation mutation,
        PolicyMatches<MutatingPolicy> matches,
        CancellationToken cancellationToken)
    {
        var versioned = await VersionedRequest.OfAsync(context, invocation.Endpoint, cancellationToken).ConfigureAwait(false);
        if (versioned.Object is not { } current)
        {
            return;
        }

        var start = time.GetTimestamp();
        try
        {
            var evaluation = new PolicyEvaluation(invocation.Policy, values.Of(context, versioned), invocation.Parameter, cancellationToken);
            var changed = mutation.Apply(current, versioned.Kind, evaluation);
            if (!changed.Equals(current))
            {
                context.Object = await versioned.ToHandledAsync(changed, context.Object!, cancellationToken).ConfigureAwait(false);
            }

            metrics.Observe(invocation, PolicyErrorType.None, time.GetElapsedTime(start));
        }
        catch (PolicyException e)
        {
            matches.Fail(invocation.Policy, invocation.Binding, e.Message, "Invalid");
            metrics.Observe(invocation, e.ErrorType, time.GetElapsedTime(start));
        }
    }

    /// <summary>Upstream tells all that has failed, the first in the message, and keeps the code of a refusal whatever the reason.</summary>
    private static ApiException Denied(AdmissionContext context, List<PolicyFailure> failures)
    {
        var status = context.Forbidden("").Status;
        var messages = failures.ConvertAll(failure => failure.Binding is null
            ? $"policy \"{failure.Policy}\" denied request: {failure.Message}"
            : $"policy '{failure.Policy}' with binding '{failure.Binding}' denied request: {failure.Message}");
        return new ApiException(status with
        {
            Message = messages[0],
            Reason = failures[0].Reason ?? status.Reason,
            Details = (status.Details ?? new StatusDetails()) with { Causes = [.. messages.Select(message => new StatusCause { Message = message })] },
        });
    }
}

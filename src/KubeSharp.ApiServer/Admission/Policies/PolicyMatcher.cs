using KubeSharp.ApiServer.Admission.Matching;

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>Finds the policies that a request concerns.</summary>
internal sealed class PolicyMatcher(AdmissionMatcher matcher, PolicyParameters parameters)
{
    public async ValueTask<PolicyMatches<TPolicy>> MatchAsync<TPolicy>(
        IReadOnlyList<(TPolicy Policy, IReadOnlyList<PolicyBinding> Bindings)> active, AdmissionContext context, CancellationToken cancellationToken)
        where TPolicy : AdmissionPolicy
    {
        var matches = new PolicyMatches<TPolicy>([], []);
        foreach (var (policy, bindings) in active)
        {
            if (await matcher.MatchAsync(context, policy.Criteria, cancellationToken).ConfigureAwait(false) is not { } endpoint)
            {
                continue;
            }

            if (policy.Error is { } error)
            {
                matches.Fail(policy, null, "failed to configure policy: " + error);
                continue;
            }

            foreach (var binding in bindings)
            {
                if (binding.Criteria is not null
                    && await matcher.MatchAsync(context, binding.Criteria, cancellationToken).ConfigureAwait(false) is null)
                {
                    continue;
                }

                try
                {
                    matches.Invocations.AddRange(parameters.Find(policy.ParamKind, binding.Reference, context)
                        .Select(parameter => new PolicyInvocation<TPolicy>(policy, binding, endpoint, parameter)));
                }
                catch (PolicyException e)
                {
                    matches.Fail(policy, binding, "failed to configure binding: " + e.Message);
                }
            }
        }

        return matches;
    }
}

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>What a request has to go through.</summary>
/// <param name="Invocations">By names of policies and bindings.</param>
/// <param name="Failures">Those that could not be brought to an evaluation.</param>
internal sealed record PolicyMatches<TPolicy>(List<PolicyInvocation<TPolicy>> Invocations, List<PolicyFailure> Failures)
    where TPolicy : AdmissionPolicy
{
    public void Fail(TPolicy policy, PolicyBinding? binding, string message, string? reason = null)
    {
        if (!policy.IgnoresFailure)
        {
            Failures.Add(new PolicyFailure(policy.Name, binding?.Name, message, reason));
        }
    }
}

namespace KubeSharp.ApiServer.Authorization.Abac;

/// <summary>--authorization-mode=ABAC: allowed is what some line of the policy file allows.</summary>
internal sealed class AbacAuthorizer(IReadOnlyList<AbacRule> rules) : IAuthorizer
{
    public ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizerAttributes attributes, CancellationToken cancellationToken)
    {
        foreach (var rule in rules)
        {
            if (rule.Allows(attributes))
            {
                return ValueTask.FromResult(new AuthorizationDecision(AuthorizationVerdict.Allow));
            }
        }

        return ValueTask.FromResult(new AuthorizationDecision(AuthorizationVerdict.NoOpinion, "No policy matched."));
    }
}

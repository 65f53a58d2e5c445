namespace KubeSharp.ApiServer.Authorization;

/// <summary>The first authorizer with an opinion decides. If none has one, their reasons are joined, one a line.</summary>
internal sealed class AuthorizerChain(IReadOnlyList<IAuthorizer> authorizers) : IAuthorizer
{
    public async ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizerAttributes attributes, CancellationToken cancellationToken)
    {
        var reasons = "";
        string? error = null;
        foreach (var authorizer in authorizers)
        {
            var decision = await authorizer.AuthorizeAsync(attributes, cancellationToken);
            if (decision.Verdict != AuthorizationVerdict.NoOpinion)
            {
                return decision;
            }

            error = error is null || decision.Error is null ? error ?? decision.Error : $"{error}, {decision.Error}";
            if (!string.IsNullOrEmpty(decision.Reason))
            {
                reasons = reasons.Length == 0 ? decision.Reason : reasons + "\n" + decision.Reason;
            }
        }

        return new AuthorizationDecision(AuthorizationVerdict.NoOpinion, reasons) { Error = error };
    }
}

using Prometheus;

namespace KubeSharp.ApiServer.Authorization;

/// <summary>Counts the decisions of an authorizer; to have no opinion is none.</summary>
internal sealed class CountedAuthorizer(IAuthorizer authorizer, Counter.Child allowed, Counter.Child denied) : IAuthorizer
{
    public ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizerAttributes attributes, CancellationToken cancellationToken)
    {
        var deciding = authorizer.AuthorizeAsync(attributes, cancellationToken);
        return deciding.IsCompletedSuccessfully ? new ValueTask<AuthorizationDecision>(Count(deciding.Result)) : CountAsync(deciding);
    }

    private async ValueTask<AuthorizationDecision> CountAsync(ValueTask<AuthorizationDecision> deciding) => Count(await deciding.ConfigureAwait(false));

    private AuthorizationDecision Count(in AuthorizationDecision decision)
    {
        switch (decision.Verdict)
        {
            case AuthorizationVerdict.Allow:
                allowed.Inc();
                break;
            case AuthorizationVerdict.Deny:
                denied.Inc();
                break;
            case AuthorizationVerdict.NoOpinion:
                break;
        }

        return decision;
    }
}

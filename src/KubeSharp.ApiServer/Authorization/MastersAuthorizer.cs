using KubeSharp.ApiServer.Authentication;

namespace KubeSharp.ApiServer.Authorization;

/// <summary>Members of system:masters may do everything.</summary>
internal sealed class MastersAuthorizer : IAuthorizer
{
    public ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizerAttributes attributes, CancellationToken cancellationToken) =>
        ValueTask.FromResult(attributes.User.InGroup(WellKnownUsers.MastersGroup)
            ? new AuthorizationDecision(AuthorizationVerdict.Allow)
            : new AuthorizationDecision(AuthorizationVerdict.NoOpinion));
}

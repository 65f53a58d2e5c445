namespace KubeSharp.ApiServer.Authorization;

/// <summary>--authorization-mode=AlwaysDeny, for tests of what remains possible then.</summary>
internal sealed class AlwaysDenyAuthorizer : IAuthorizer
{
    public ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizerAttributes attributes, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new AuthorizationDecision(AuthorizationVerdict.NoOpinion, "Everything is forbidden."));
}

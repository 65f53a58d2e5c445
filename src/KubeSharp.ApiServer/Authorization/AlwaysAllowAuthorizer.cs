namespace KubeSharp.ApiServer.Authorization;

/// <summary>--authorization-mode=AlwaysAllow.</summary>
internal sealed class AlwaysAllowAuthorizer : IAuthorizer
{
    public ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizerAttributes attributes, CancellationToken cancellationToken) =>
        ValueTask.FromResult(new AuthorizationDecision(AuthorizationVerdict.Allow));
}

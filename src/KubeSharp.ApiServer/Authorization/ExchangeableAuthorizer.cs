namespace KubeSharp.ApiServer.Authorization;

/// <summary>Whatever authorizer is configured at the moment.</summary>
internal sealed class ExchangeableAuthorizer(IAuthorizer first) : IAuthorizer
{
    private volatile IAuthorizer _current = first;

    public void Exchange(IAuthorizer next) => _current = next;

    public ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizerAttributes attributes, CancellationToken cancellationToken) =>
        _current.AuthorizeAsync(attributes, cancellationToken);
}

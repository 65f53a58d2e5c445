namespace KubeSharp.ApiServer.Authorization;

public enum AuthorizationVerdict
{
    /// <summary>This authorizer does not know; the next one is asked. After the last one it means no.</summary>
    NoOpinion,
    Allow,
    Deny,
}

/// <param name="Reason">Shown to the user behind the "cannot …" sentence; "" if there is nothing to say.</param>
public readonly record struct AuthorizationDecision(AuthorizationVerdict Verdict, string Reason = "")
{
    /// <summary>Why an authorizer could not decide; null if none has failed. Without an Allow the request then fails as such, with 500.</summary>
    public string? Error { get; init; }

    public bool Allowed => Verdict == AuthorizationVerdict.Allow;
}

/// <summary>Decides whether a user may do a thing.</summary>
public interface IAuthorizer
{
    ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizerAttributes attributes, CancellationToken cancellationToken);
}

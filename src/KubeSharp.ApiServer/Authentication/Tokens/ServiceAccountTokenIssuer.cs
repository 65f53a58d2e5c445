namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>Issues ServiceAccount tokens.</summary>
internal sealed class ServiceAccountTokenIssuer(ServiceAccountTokenOptions options, TokenSigner signer, TimeProvider time)
{
    /// <summary>What the ServiceAccount plugin asks for in mounted volumes: the one lifetime that is extended.</summary>
    private const long MountedSeconds = 3607;

    private static readonly TimeSpan Extended = TimeSpan.FromDays(365);

    public ServiceAccountTokenOptions Options => options;

    public IssuedToken Issue(TokenSubject subject, IReadOnlyList<string> audiences, long seconds)
    {
        var now = time.GetUtcNow();
        var told = now.AddSeconds(seconds);
        var isExtended = options.ExtendTokenExpiration && seconds == MountedSeconds && subject.Pod is not null
            && audiences.All(options.EffectiveAudiences.Contains);
        var claims = new ServiceAccountClaims
        {
            Issuer = options.Issuers[0],
            Subject = ServiceAccountUsers.NameOf(subject.Namespace, subject.ServiceAccount.Name),
            Audiences = audiences,
            IssuedAt = now,
            NotBefore = now,
            ExpiresAt = isExtended ? now + Extended : told,
            WarnAfter = isExtended ? told : null,
            Id = Guid.NewGuid().ToString(),
            Namespace = subject.Namespace,
            ServiceAccount = subject.ServiceAccount,
            Pod = subject.Pod,
            Secret = subject.Secret,
            Node = subject.Node,
        };
        return new IssuedToken(signer.Sign(ServiceAccountClaimsWriter.Write(claims).Span), told);
    }

    /// <summary>The token of a Secret of type kubernetes.io/service-account-token; it never expires.</summary>
    public string IssueLegacy(string ns, BoundReference account, string secretName) => signer.Sign(ServiceAccountClaimsWriter.Write(
        new ServiceAccountClaims
        {
            IsLegacy = true,
            Subject = ServiceAccountUsers.NameOf(ns, account.Name),
            Namespace = ns,
            ServiceAccount = account,
            Secret = new BoundReference(secretName, ""),
        }).Span);
}

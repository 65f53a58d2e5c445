using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Authentication.X509;

/// <summary>
/// A TLS client certificate of the client authority: CN is the user, each O a group. The connection keeps one certificate object, and
/// the outcome is remembered with it: the chain is built once per connection.
/// </summary>
internal sealed class ClientCertificateAuthenticator(ClientCertificateVerifier verifier, TimeProvider time) : IAuthenticator
{
    private readonly ConditionalWeakTable<X509Certificate2, CertificateOutcome> _outcomes = [];

    public ValueTask<UserInfo?> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (context.Connection.ClientCertificate is not { } certificate)
        {
            return ValueTask.FromResult<UserInfo?>(null);
        }

        var outcome = _outcomes.GetValue(certificate, Examine);
        return outcome.User is not null && time.GetUtcNow() < outcome.NotAfter
            ? ValueTask.FromResult<UserInfo?>(outcome.User)
            : throw ApiErrors.Unauthorized();
    }

    private CertificateOutcome Examine(X509Certificate2 certificate) =>
        new(verifier.Verify(certificate) ? CertificateUsers.Of(certificate) : null, certificate.NotAfter);
}

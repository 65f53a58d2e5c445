using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authorization;

namespace KubeSharp.ApiServer.Admission.Certificates;

/// <summary>Whether a user may act for a signer: the verb on <c>signers</c>, by its name or by its domain (<c>example.com/*</c>).</summary>
internal sealed class SignerAuthorization(IAuthorizer authorizer)
{
    public async ValueTask<bool> IsAllowedAsync(UserInfo user, string verb, string signerName, CancellationToken cancellationToken)
    {
        if ((await AskAsync(user, verb, signerName, cancellationToken)).Allowed)
        {
            return true;
        }

        var slash = signerName.IndexOf('/');
        var domain = slash < 0 ? signerName : signerName[..slash];
        return (await AskAsync(user, verb, domain + "/*", cancellationToken)).Allowed;
    }

    private ValueTask<AuthorizationDecision> AskAsync(UserInfo user, string verb, string name, CancellationToken cancellationToken) =>
        authorizer.AuthorizeAsync(
            new AuthorizerAttributes
            {
                User = user,
                Verb = verb,
                IsResourceRequest = true,
                ApiGroup = "certificates.k8s.io",
                ApiVersion = "*",
                Resource = "signers",
                Name = name,
            },
            cancellationToken);
}

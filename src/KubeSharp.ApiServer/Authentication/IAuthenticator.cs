using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Authentication;

/// <summary>One way to recognise the sender of a request.</summary>
public interface IAuthenticator
{
    /// <summary>
    /// The user; null when the request carries no credential of this kind. A credential of this kind that does not hold
    /// throws an <see cref="KubeSharp.Api.ApiException"/> with status 401.
    /// </summary>
    ValueTask<UserInfo?> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken);
}

using KubeSharp.Api;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Authentication;

/// <summary>Counts how the attempts to recognise senders end.</summary>
internal sealed class MeasuredAuthenticator(IAuthenticator authenticator, AuthenticationMetrics metrics, TimeProvider time) : IAuthenticator
{
    public async ValueTask<UserInfo?> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        try
        {
            var user = await authenticator.AuthenticateAsync(context, cancellationToken).ConfigureAwait(false);
            if (user is null)
            {
                metrics.Refused(time.GetElapsedTime(started));
            }
            else
            {
                metrics.Recognised(user, time.GetElapsedTime(started));
            }

            return user;
        }
        catch (ApiException refusal)
        {
            if (refusal.Code == StatusCodes.Status401Unauthorized)
            {
                metrics.Refused(time.GetElapsedTime(started));
            }
            else
            {
                metrics.Failed(time.GetElapsedTime(started));
            }

            throw;
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using KubeSharp.Api.Authentication.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;

namespace KubeSharp.Serving.Access;

/// <summary>Asks the API server whose a bearer token is, and remembers the answer for a while. Tokens are kept as hashes only.</summary>
public sealed class TokenReviews(KubeClient client, TimeSpan life, TimeProvider time)
{
    private const int Capacity = 1000;

    private readonly TimedCache<string, RemoteUser?> _known = new(Capacity, time);

    /// <returns>Null: it is nobody's.</returns>
    public async ValueTask<RemoteUser?> AuthenticateAsync(string token, CancellationToken cancellationToken)
    {
        var key = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
        if (_known.TryGet(key, out var known))
        {
            return known;
        }

        var review = new TokenReview { Metadata = new ObjectMeta(), Spec = new TokenReviewSpec { Token = token } };
        var status = (await client.CreateAsync(review, cancellationToken: cancellationToken)).Status;
        var user = status.Authenticated ? new RemoteUser(status.User.Username, status.User.UID, status.User.Groups, status.User.Extra) : null;
        _known.Put(key, user, life);
        return user;
    }
}

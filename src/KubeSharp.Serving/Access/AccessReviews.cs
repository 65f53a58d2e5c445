using KubeSharp.Api;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;

namespace KubeSharp.Serving.Access;

/// <summary>Asks the API server by SubjectAccessReview what a user may do, and remembers the answer for a while.</summary>
public sealed class AccessReviews(KubeClient client, TimeSpan allowedLife, TimeSpan deniedLife, TimeProvider time)
{
    private const int Capacity = 1000;

    private readonly TimedCache<Question, bool> _known = new(Capacity, time);

    public ValueTask<bool> AllowsAsync(RemoteUser user, ResourceAttributes attributes, CancellationToken cancellationToken) =>
        AllowsAsync(new Question(user.Name, user.UID, user.Groups, user.Extra, attributes, null), cancellationToken);

    public ValueTask<bool> AllowsAsync(RemoteUser user, NonResourceAttributes attributes, CancellationToken cancellationToken) =>
        AllowsAsync(new Question(user.Name, user.UID, user.Groups, user.Extra, null, attributes), cancellationToken);

    private async ValueTask<bool> AllowsAsync(Question question, CancellationToken cancellationToken)
    {
        if (_known.TryGet(question, out var known))
        {
            return known;
        }

        var review = new SubjectAccessReview
        {
            Metadata = new ObjectMeta(),
            Spec = new SubjectAccessReviewSpec
            {
                User = question.User,
                UID = question.UID,
                Groups = question.Groups,
                Extra = question.Extra,
                ResourceAttributes = question.Resource,
                NonResourceAttributes = question.Path,
            },
        };
        var allowed = (await client.CreateAsync(review, cancellationToken: cancellationToken)).Status.Allowed;
        _known.Put(question, allowed, allowed ? allowedLife : deniedLife);
        return allowed;
    }

    private readonly record struct Question(
        string User,
        string UID,
        ApiList<string> Groups,
        ApiMap<ApiList<string>> Extra,
        ResourceAttributes? Resource,
        NonResourceAttributes? Path);
}

using KubeSharp.Api;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;

namespace KubeSharp.Kubelet.Server.Authorization;

/// <summary>Asks the API server by SubjectAccessReview whether a user may do a thing on this node, and remembers the answer for a while.</summary>
internal sealed class NodeAuthorizer(KubeClient client, string nodeName, KubeletServerOptions options, TimeProvider time)
{
    private const int Capacity = 1000;

    private readonly TimedCache<Question, bool> _known = new(Capacity, time);

    public async ValueTask<bool> AllowsAsync(KubeletUser user, IReadOnlyList<NodeAttributes> attributes, CancellationToken cancellationToken)
    {
        if (!options.WebhookAuthorization)
        {
            return true;
        }

        foreach (var candidate in attributes)
        {
            if (await AllowsAsync(user, candidate, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<bool> AllowsAsync(KubeletUser user, NodeAttributes attributes, CancellationToken cancellationToken)
    {
        var question = new Question(user.Name, user.UID, user.Groups, user.Extra, attributes);
        if (_known.TryGet(question, out var known))
        {
            return known;
        }

        var review = new SubjectAccessReview
        {
            Metadata = new ObjectMeta(),
            Spec = new SubjectAccessReviewSpec
            {
                User = user.Name,
                UID = user.UID,
                Groups = user.Groups,
                Extra = user.Extra,
                ResourceAttributes = new ResourceAttributes
                {
                    Verb = attributes.Verb,
                    Version = "v1",
                    Resource = "nodes",
                    Subresource = attributes.Subresource,
                    Name = nodeName,
                },
            },
        };
        var allowed = (await client.CreateAsync(review, cancellationToken: cancellationToken)).Status.Allowed;
        _known.Put(question, allowed, allowed ? options.AuthorizedTTL : options.UnauthorizedTTL);
        return allowed;
    }

    private readonly record struct Question(
        string User, string UID, ApiList<string> Groups, ApiMap<ApiList<string>> Extra, NodeAttributes Attributes);
}

using KubeSharp.Api.Authorization.V1;
using KubeSharp.Serving.Access;

namespace KubeSharp.Kubelet.Server.Authorization;

/// <summary>Whether a user may do a thing on this node.</summary>
/// <param name="reviews">Null allows everything.</param>
/// <param name="nodeName">The node's name.</param>
internal sealed class NodeAuthorizer(AccessReviews? reviews, string nodeName)
{
    public async ValueTask<bool> AllowsAsync(RemoteUser user, IReadOnlyList<NodeAttributes> attributes, CancellationToken cancellationToken)
    {
        if (reviews is null)
        {
            return true;
        }

        foreach (var candidate in attributes)
        {
            var asked = new ResourceAttributes
            {
                Verb = candidate.Verb,
                Version = "v1",
                Resource = "nodes",
                Subresource = candidate.Subresource,
                Name = nodeName,
            };
            if (await reviews.AllowsAsync(user, asked, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }
}

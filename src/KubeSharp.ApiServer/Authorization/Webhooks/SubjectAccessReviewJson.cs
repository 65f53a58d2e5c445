using System.Text.Json.Nodes;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.ApiServer.Webhooks;

namespace KubeSharp.ApiServer.Authorization.Webhooks;

/// <summary>A SubjectAccessReview in the version that a webhook speaks.</summary>
internal static class SubjectAccessReviewJson
{
    private const string Group = "authorization.k8s.io/";

    /// <param name="review">The question.</param>
    /// <param name="version">v1 or v1beta1.</param>
    public static byte[] Write(SubjectAccessReview review, string version)
    {
        var json = ReviewJson.Write(review, Group + version);
        if (version != "v1beta1" || review.Spec.Groups.Count == 0)
        {
            return json;
        }

        // v1beta1 says "group" where v1 says "groups"; nothing else differs.
        var document = JsonNode.Parse(json)!;
        var spec = document["spec"]!.AsObject();
        var groups = spec["groups"]!.DeepClone();
        spec.Remove("groups");
        spec["group"] = groups;
        return System.Text.Encoding.UTF8.GetBytes(document.ToJsonString());
    }
}

using KubeSharp.Api.Authorization.V1;

namespace KubeSharp.ApiServer.Authorization.Reviews;

/// <summary>Attributes of a request as a SubjectAccessReview tells them.</summary>
internal static class ReviewRequests
{
    public static SubjectAccessReview Of(in AuthorizerAttributes attributes) => new()
    {
        Spec = new SubjectAccessReviewSpec
        {
            User = attributes.User.Name,
            UID = attributes.User.UID,
            Groups = attributes.User.Groups,
            Extra = attributes.User.Extra,
            ResourceAttributes = attributes.IsResourceRequest ? Resource(attributes) : null,
            NonResourceAttributes = attributes.IsResourceRequest
                ? null
                : new NonResourceAttributes { Path = attributes.Path ?? "", Verb = attributes.Verb },
        },
    };

    private static ResourceAttributes Resource(in AuthorizerAttributes attributes) => new()
    {
        Namespace = attributes.Namespace ?? "",
        Verb = attributes.Verb,
        Group = attributes.ApiGroup ?? "",
        Version = attributes.ApiVersion ?? "",
        Resource = attributes.Resource ?? "",
        Subresource = attributes.Subresource ?? "",
        Name = attributes.Name ?? "",
        FieldSelector = ReviewSelectors.Fields(attributes.FieldSelector),
        LabelSelector = ReviewSelectors.Labels(attributes.LabelSelector),
    };
}

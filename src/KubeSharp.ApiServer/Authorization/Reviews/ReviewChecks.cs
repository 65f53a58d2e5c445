using KubeSharp.Api;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Authorization.Reviews;

/// <summary>What a question about access has to look like. A review is never stored, so its metadata has nothing to say.</summary>
internal static class ReviewChecks
{
    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public static void Question(ErrorList errors, ResourceAttributes? resource, NonResourceAttributes? path)
    {
        if (resource is not null && path is not null)
        {
            errors.Invalid(
                Spec.Child("nonResourceAttributes"),
                ValueText.Struct(("path", ErrorList.Quote(path.Path)), ("verb", ErrorList.Quote(path.Verb))),
                "cannot be specified in combination with resourceAttributes");
        }

        if (resource is null && path is null)
        {
            errors.Invalid(
                Spec.Child("resourceAttributes"), "null", "exactly one of nonResourceAttributes or resourceAttributes must be specified");
        }
    }

    public static void Subject(ErrorList errors, SubjectAccessReviewSpec spec)
    {
        Question(errors, spec.ResourceAttributes, spec.NonResourceAttributes);
        if (spec.User.Length == 0 && spec.Groups.Count == 0)
        {
            errors.InvalidText(Spec.Child("user"), "", "at least one of user or group must be specified");
        }
    }

    public static void NoMetadata(ErrorList errors, ObjectMeta metadata, string detail)
    {
        if (metadata with { ManagedFields = default } != new ObjectMeta())
        {
            errors.Invalid(FieldPath.Root("metadata"), "{}", detail);
        }
    }

    public static void Reject(ErrorList errors, ApiType type)
    {
        if (!errors.IsEmpty)
        {
            throw ApiErrors.Invalid(type, "", errors.Causes);
        }
    }
}

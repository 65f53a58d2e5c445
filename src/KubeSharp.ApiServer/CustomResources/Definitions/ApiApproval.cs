using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.CustomResources.Definitions;

/// <summary>
/// Groups of the community (<c>*.k8s.io</c>, <c>*.kubernetes.io</c>) need an annotation that says where the API was approved, or why it was
/// not (kubernetes/enhancements#1111).
/// </summary>
/// <param name="Reason">Of the condition.</param>
/// <param name="Message">For people.</param>
internal sealed record ApiApproval(string Reason, string Message)
{
    public const string Condition = "KubernetesAPIApprovalPolicyConformant";

    private const string Annotation = "api-approved.kubernetes.io";
    private const string Missing = "MissingAnnotation";
    private const string Invalid = "InvalidAnnotation";
    private const string Approved = "ApprovedAnnotation";
    private const string Page = "see https://github.com/kubernetes/enhancements/pull/1111";

    public bool IsApproved => Reason == Approved;

    /// <summary>Null for a group that needs no approval.</summary>
    public static ApiApproval? Of(CustomResourceDefinition definition)
    {
        if (!IsProtected(definition.Spec.Group))
        {
            return null;
        }

        var text = definition.Metadata.Annotations.GetValueOrDefault(Annotation) ?? "";
        if (text.Length == 0)
        {
            return new ApiApproval(Missing, $"protected groups must have approval annotation \"{Annotation}\", {Page}");
        }

        if (text.StartsWith("unapproved", StringComparison.Ordinal))
        {
            return new ApiApproval("UnapprovedAnnotation", $"not approved: {ErrorList.Quote(text)}");
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Host.Length > 0
            ? new ApiApproval(Approved, "approved in " + text)
            : new ApiApproval(Invalid, $"protected groups must have approval annotation \"{Annotation}\" with either a URL or a reason starting with \"unapproved\", {Page}");
    }

    /// <param name="errors">Receives what is wrong.</param>
    /// <param name="value">The new state.</param>
    /// <param name="old">The state before, whose kind of approval may always stay as it is; null on create.</param>
    public static void Validate(ErrorList errors, CustomResourceDefinition value, CustomResourceDefinition? old)
    {
        if (Of(value) is not { } approval || (old is not null && Of(old)?.Reason == approval.Reason))
        {
            return;
        }

        var path = FieldPath.Root("metadata").Child("annotations").Key(Annotation);
        switch (approval.Reason)
        {
            case Missing:
                errors.Required(path, approval.Message);
                break;
            case Invalid:
                errors.InvalidText(path, value.Metadata.Annotations[Annotation], approval.Message);
                break;
        }
    }

    private static bool IsProtected(string group) =>
        group is "k8s.io" or "kubernetes.io" || group.EndsWith(".k8s.io", StringComparison.Ordinal) || group.EndsWith(".kubernetes.io", StringComparison.Ordinal);
}

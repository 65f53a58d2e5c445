using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>spec.resourceClaims.</summary>
internal static class PodResourceClaimChecks
{
    public static void Validate(ErrorList errors, FieldPath spec, ApiList<PodResourceClaim> claims)
    {
        var names = new NameSet();
        for (var i = 0; i < claims.Count; i++)
        {
            var claim = claims[i];
            var path = spec.Child("resourceClaims").Index(i);
            if (claim.Name.Length == 0)
            {
                errors.Required(path.Child("name"), "");
            }
            else if (!names.Add(claim.Name))
            {
                errors.DuplicateText(path.Child("name"), claim.Name);
            }
            else
            {
                NameChecks.Dns1123Label(errors, path, "name", claim.Name);
            }

            if (claim is { ResourceClaimName: not null, ResourceClaimTemplateName: not null })
            {
                errors.Invalid(path, Text(claim), "at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified");
            }

            if (claim is { ResourceClaimName: null, ResourceClaimTemplateName: null })
            {
                errors.Invalid(path, Text(claim), "must specify one of: `resourceClaimName`, `resourceClaimTemplateName`");
            }

            if (claim.ResourceClaimName is { } name)
            {
                NameChecks.Dns1123Subdomain(errors, path, "resourceClaimName", name);
            }

            if (claim.ResourceClaimTemplateName is { } template)
            {
                NameChecks.Dns1123Subdomain(errors, path, "resourceClaimTemplateName", template);
            }
        }
    }

    private static string Text(PodResourceClaim claim) => ValueText.Struct(
        ("name", ErrorList.Quote(claim.Name)),
        ("resourceClaimName", claim.ResourceClaimName is { } name ? ErrorList.Quote(name) : ""),
        ("resourceClaimTemplateName", claim.ResourceClaimTemplateName is { } template ? ErrorList.Quote(template) : ""));
}

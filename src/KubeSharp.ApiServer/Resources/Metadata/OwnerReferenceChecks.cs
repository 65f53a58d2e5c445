using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Metadata;

/// <summary>metadata.ownerReferences: complete, not an event, and at most one controller.</summary>
internal static class OwnerReferenceChecks
{
    public static void Validate(ErrorList errors, FieldPath meta, ApiList<OwnerReference> owners)
    {
        if (owners.Count == 0)
        {
            return;
        }

        var path = meta.Child("ownerReferences");
        OwnerReference? controller = null;
        foreach (var owner in owners)
        {
            ValidateOne(errors, path, owner);
            if (owner.Controller is not true)
            {
                continue;
            }

            if (controller is null)
            {
                controller = owner;
                continue;
            }

            errors.Invalid(
                path,
                "[" + string.Join(",", owners.Select(Text)) + "]",
                $"Only one reference can have Controller set to true. Found \"true\" in references for {controller.Kind}/{controller.Name} and {owner.Kind}/{owner.Name}");
        }
    }

    private static void ValidateOne(ErrorList errors, FieldPath path, OwnerReference owner)
    {
        var slash = owner.APIVersion.IndexOf('/');
        if (owner.APIVersion.Length == 0 || slash == owner.APIVersion.Length - 1 || owner.APIVersion.IndexOf('/', slash + 1) >= 0 && slash >= 0)
        {
            errors.InvalidText(path.Child("apiVersion"), owner.APIVersion, "version must not be empty");
        }

        if (owner.Kind.Length == 0)
        {
            errors.InvalidText(path.Child("kind"), "", "must not be empty");
        }

        if (owner.Name.Length == 0)
        {
            errors.InvalidText(path.Child("name"), "", "must not be empty");
        }

        if (owner.UID.Length == 0)
        {
            errors.InvalidText(path.Child("uid"), "", "must not be empty");
        }

        if (owner.Kind == "Event" && owner.APIVersion == "v1")
        {
            errors.Invalid(path, Text(owner), "/v1, Kind=Event is disallowed from being an owner");
        }
    }

    private static string Text(OwnerReference owner) => ValueText.Struct(
        ("apiVersion", ErrorList.Quote(owner.APIVersion)),
        ("kind", ErrorList.Quote(owner.Kind)),
        ("name", ErrorList.Quote(owner.Name)),
        ("uid", ErrorList.Quote(owner.UID)),
        ("controller", Text(owner.Controller)),
        ("blockOwnerDeletion", Text(owner.BlockOwnerDeletion)));

    private static string Text(bool? flag) => flag switch
    {
        true => "true",
        false => "false",
        null => "",
    };
}

using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Metadata;

/// <summary>The rules of metadata that hold for every kind.</summary>
internal static class ObjectMetaValidation
{
    public static readonly FieldPath Path = FieldPath.Root("metadata");

    public static void Validate(ObjectMeta meta, bool namespaced, NameRule names, ErrorList errors) =>
        Validate(meta, namespaced, names, Path, errors);

    public static void Validate(ObjectMeta meta, bool namespaced, NameRule names, FieldPath path, ErrorList errors)
    {
        if (meta.GenerateName.Length > 0)
        {
            ObjectNames.CheckPrefix(errors, path, "generateName", meta.GenerateName, names);
        }

        if (meta.Name.Length == 0)
        {
            errors.Required(path.Child("name"), "name or generateName is required");
        }
        else
        {
            ObjectNames.Check(errors, path, "name", meta.Name, names);
        }

        ValidateNamespace(meta, namespaced, path, errors);
        FieldChecks.NonNegative(errors, path, "generation", meta.Generation);
        LabelChecks.Labels(errors, path, "labels", meta.Labels);
        LabelChecks.Annotations(errors, path, "annotations", meta.Annotations);
        OwnerReferenceChecks.Validate(errors, path, meta.OwnerReferences);
        FinalizerChecks.Validate(errors, path, meta.Finalizers);
        ManagedFieldsChecks.Validate(errors, path, meta.ManagedFields);
    }

    private static void ValidateNamespace(ObjectMeta meta, bool namespaced, FieldPath path, ErrorList errors)
    {
        if (!namespaced)
        {
            if (meta.Namespace.Length > 0)
            {
                errors.Forbidden(path.Child("namespace"), "not allowed on this type");
            }
        }
        else if (meta.Namespace.Length == 0)
        {
            errors.Required(path.Child("namespace"), "");
        }
        else
        {
            NameChecks.Dns1123Label(errors, path, "namespace", meta.Namespace);
        }
    }
}

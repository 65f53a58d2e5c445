using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Metadata;

/// <summary>What an update may do to metadata: identity and deletion state stay, finalizers only shrink once deletion has begun.</summary>
internal static class ObjectMetaUpdateValidation
{
    public static void Validate(ObjectMeta meta, ObjectMeta old, ErrorList errors)
    {
        var path = ObjectMetaValidation.Path;
        if (old.DeletionTimestamp is not null)
        {
            NoNewFinalizers(meta, old, path, errors);
        }

        if (meta.ResourceVersion.Length == 0)
        {
            errors.InvalidText(path.Child("resourceVersion"), "", "must be specified for an update");
        }

        if (meta.Generation < old.Generation)
        {
            errors.InvalidNumber(path.Child("generation"), meta.Generation, "must not be decremented");
        }

        FieldChecks.Unchanged(errors, path, "name", meta.Name, old.Name);
        FieldChecks.Unchanged(errors, path, "namespace", meta.Namespace, old.Namespace);
        FieldChecks.Unchanged(errors, path, "uid", meta.UID, old.UID);
        if (meta.CreationTimestamp != old.CreationTimestamp)
        {
            errors.Invalid(path.Child("creationTimestamp"), Text(meta.CreationTimestamp), FieldChecks.Immutable);
        }

        if (meta.DeletionTimestamp != old.DeletionTimestamp)
        {
            errors.Invalid(path.Child("deletionTimestamp"), Text(meta.DeletionTimestamp), FieldChecks.Immutable);
        }

        if (meta.DeletionGracePeriodSeconds != old.DeletionGracePeriodSeconds)
        {
            errors.Invalid(
                path.Child("deletionGracePeriodSeconds"),
                meta.DeletionGracePeriodSeconds?.ToString(CultureInfo.InvariantCulture) ?? "null",
                FieldChecks.Immutable);
        }

        LabelChecks.Labels(errors, path, "labels", meta.Labels);
        LabelChecks.Annotations(errors, path, "annotations", meta.Annotations);
        OwnerReferenceChecks.Validate(errors, path, meta.OwnerReferences);
        ManagedFieldsChecks.Validate(errors, path, meta.ManagedFields);
    }

    private static string Text(Time? time) => time is { IsZero: false } set ? "\"" + set + "\"" : "null";

    private static void NoNewFinalizers(ObjectMeta meta, ObjectMeta old, FieldPath path, ErrorList errors)
    {
        List<string>? added = null;
        foreach (var finalizer in meta.Finalizers)
        {
            if (!old.Finalizers.Contains(finalizer))
            {
                (added ??= []).Add(finalizer);
            }
        }

        if (added is not null)
        {
            added.Sort(StringComparer.Ordinal);
            errors.Forbidden(
                path.Child("finalizers"),
                "no new finalizers can be added if the object is being deleted, found new finalizers []string{" +
                string.Join(", ", added.ConvertAll(ErrorList.Quote)) + "}");
        }
    }
}

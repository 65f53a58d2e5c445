using KubeSharp.Api;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Metadata;

/// <summary>metadata.finalizers and the finalizers of a namespace's spec.</summary>
internal static class FinalizerChecks
{
    public static void Validate(ErrorList errors, FieldPath meta, ApiList<string> finalizers)
    {
        if (finalizers.Count == 0)
        {
            return;
        }

        var path = meta.Child("finalizers");
        var orphan = false;
        var foreground = false;
        foreach (var finalizer in finalizers)
        {
            NameChecks.QualifiedName(errors, path, null, finalizer);
            orphan |= finalizer == "orphan";
            foreground |= finalizer == "foregroundDeletion";
        }

        if (orphan && foreground)
        {
            errors.InvalidList(path, finalizers, "finalizer orphan and foregroundDeletion cannot be both set");
        }

        for (var i = 0; i < finalizers.Count; i++)
        {
            Standard(errors, path.Index(i), finalizers[i]);
        }
    }

    /// <summary>An unqualified finalizer must be one that the system knows.</summary>
    public static void Standard(ErrorList errors, FieldPath path, string finalizer)
    {
        if (!finalizer.Contains('/') && finalizer is not ("kubernetes" or "orphan" or "foregroundDeletion"))
        {
            errors.InvalidText(path, finalizer, "name is neither a standard finalizer name nor is it fully qualified");
        }
    }
}

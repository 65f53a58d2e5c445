using KubeSharp.Api;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Metadata;

/// <summary>Labels and annotations.</summary>
internal static class LabelChecks
{
    private const int AnnotationsLimit = 256 * 1024;

    public static void Labels(ErrorList errors, FieldPath parent, string child, ApiMap<string> labels)
    {
        foreach (var (key, value) in labels)
        {
            NameChecks.QualifiedName(errors, parent, child, key);
            NameChecks.LabelValue(errors, parent, child, value);
        }
    }

    /// <summary>Keys are qualified names in any case; all together are at most 256 KiB.</summary>
    public static void Annotations(ErrorList errors, FieldPath parent, string child, ApiMap<string> annotations)
    {
        long size = 0;
        foreach (var (key, value) in annotations)
        {
            if (!NameRules.IsQualifiedName(key) && key.ToLowerInvariant() is var lower && !NameRules.IsQualifiedName(lower))
            {
                NameChecks.Report(errors, parent, child, key, NameMessages.QualifiedName(lower));
            }

            size += Utf8Length.Of(key) + Utf8Length.Of(value);
        }

        if (size > AnnotationsLimit)
        {
            errors.TooLong(parent.Child(child), AnnotationsLimit);
        }
    }
}

using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Pod templates, and how those of workloads fit their selectors.</summary>
internal static class PodTemplateChecks
{
    /// <param name="path">The path of the template.</param>
    public static void Validate(ErrorList errors, FieldPath path, PodTemplateSpec template)
    {
        LabelChecks.Labels(errors, path, "labels", template.Metadata.Labels);
        LabelChecks.Annotations(errors, path, "annotations", template.Metadata.Annotations);
        PodAnnotationChecks.Validate(errors, path, template.Metadata.Annotations, template.Spec);
        PodSpecChecks.Validate(errors, path.Child("spec"), template.Spec, podMeta: null);
        if (template.Spec.EphemeralContainers.Count > 0)
        {
            errors.Forbidden(path.Child("spec").Child("ephemeralContainers"), "ephemeral containers not allowed in pod template");
        }
    }

    /// <summary>The template of a controller that keeps pods running: matched by its selector, always restarted, without deadline.</summary>
    /// <param name="selector">Null selects nothing.</param>
    public static void ForWorkload(ErrorList errors, FieldPath path, PodTemplateSpec template, LabelSelector? selector, string kind)
    {
        if (!LabelSelectors.Matches(selector, template.Metadata.Labels))
        {
            errors.Invalid(
                path.Child("metadata").Child("labels"),
                ValueText.Map(template.Metadata.Labels),
                "`selector` does not match template `labels`");
        }

        Validate(errors, path, template);
        AlwaysRestarted(errors, path, template.Spec, kind);
    }

    public static void AlwaysRestarted(ErrorList errors, FieldPath path, PodSpec spec, string kind)
    {
        if (spec.RestartPolicy != "Always")
        {
            errors.NotSupportedText(path.Child("spec").Child("restartPolicy"), spec.RestartPolicy, "Always");
        }

        if (spec.ActiveDeadlineSeconds is not null)
        {
            errors.Forbidden(
                path.Child("spec").Child("activeDeadlineSeconds"), $"activeDeadlineSeconds in {kind} is not Supported");
        }
    }
}

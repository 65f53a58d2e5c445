using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>A pod at its creation, and what creation and update share.</summary>
internal static class PodChecks
{
    public static readonly FieldPath Spec = FieldPath.Root("spec");
    public static readonly FieldPath Status = FieldPath.Root("status");

    public static void ValidateCreate(ErrorList errors, Pod pod)
    {
        MetadataAndSpec(errors, pod);
        if (pod.Spec.EphemeralContainers.Count > 0)
        {
            errors.Forbidden(Spec.Child("ephemeralContainers"), "cannot be set on create");
        }

        if (pod.Spec.NodeName.Length > 0 && pod.Spec.SchedulingGates.Count > 0)
        {
            errors.Forbidden(Spec.Child("nodeName"), "cannot be set until all schedulingGates have been cleared");
        }
    }

    public static void MetadataAndSpec(ErrorList errors, Pod pod)
    {
        ObjectMetaValidation.Validate(pod.Metadata, namespaced: true, NameRule.Subdomain, errors);
        PodAnnotationChecks.Validate(errors, ObjectMetaValidation.Path, pod.Metadata.Annotations, pod.Spec);
        PodSpecChecks.Validate(errors, Spec, pod.Spec, pod.Metadata);
        if (pod.Spec.ServiceAccountName.Length == 0)
        {
            TokensNeedAccount(errors, pod.Spec);
        }

        for (var i = 0; i < pod.Spec.Containers.Count; i++)
        {
            if (IsPadded(pod.Spec.Containers[i].Image))
            {
                ContainerChecks.ImageOfPod(errors, Spec.Child("containers").Index(i), pod.Spec.Containers[i].Image);
            }
        }

        for (var i = 0; i < pod.Spec.InitContainers.Count; i++)
        {
            if (IsPadded(pod.Spec.InitContainers[i].Image))
            {
                ContainerChecks.ImageOfPod(errors, Spec.Child("initContainers").Index(i), pod.Spec.InitContainers[i].Image);
            }
        }
    }

    private static bool IsPadded(string image) => image.Length > 0 && (char.IsWhiteSpace(image[0]) || char.IsWhiteSpace(image[^1]));

    private static void TokensNeedAccount(ErrorList errors, PodSpec spec)
    {
        for (var i = 0; i < spec.Volumes.Count; i++)
        {
            if (spec.Volumes[i].Projected is not { } projected)
            {
                continue;
            }

            for (var j = 0; j < projected.Sources.Count; j++)
            {
                if (projected.Sources[j].ServiceAccountToken is not null)
                {
                    errors.Forbidden(
                        Spec.Child("volumes").Index(i).Child("projected").Child("sources").Index(j).Child("serviceAccountToken"),
                        "must not be specified when serviceAccountName is not set");
                }
            }
        }
    }
}

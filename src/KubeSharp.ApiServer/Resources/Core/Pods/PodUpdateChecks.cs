using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>What may change in the spec of a pod that exists: very little.</summary>
internal static class PodUpdateChecks
{
    private const string Updatable =
        "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`," +
        "`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    public static void Validate(ErrorList errors, Pod pod, Pod old)
    {
        ObjectMetaUpdateValidation.Validate(pod.Metadata, old.Metadata, errors);
        PodChecks.MetadataAndSpec(errors, pod);
        PodAnnotationChecks.ValidateUpdate(errors, ObjectMetaValidation.Path, pod, old);
        if (!Containers(errors, "containers", pod.Spec.Containers, old.Spec.Containers) ||
            !Containers(errors, "initContainers", pod.Spec.InitContainers, old.Spec.InitContainers) ||
            !Deadline(errors, pod.Spec.ActiveDeadlineSeconds, old.Spec.ActiveDeadlineSeconds))
        {
            return;
        }

        Tolerations(errors, pod.Spec, old.Spec);
        SchedulingGates(errors, pod.Spec, old.Spec);
        if (pod.Spec == old.Spec)
        {
            return;
        }

        var masked = Mask(pod.Spec, old.Spec);
        if (old.Spec.SchedulingGates.Count > 0)
        {
            masked = GatedPodChecks.Mask(errors, masked, old.Spec);
        }

        if (masked != old.Spec)
        {
            errors.Forbidden(PodChecks.Spec, Updatable);
        }
    }

    /// <summary>The new spec with everything that may change taken from the old one.</summary>
    private static PodSpec Mask(PodSpec spec, PodSpec old) => spec with
    {
        Containers = Images(spec.Containers, old.Containers),
        InitContainers = Images(spec.InitContainers, old.InitContainers),
        ActiveDeadlineSeconds = old.ActiveDeadlineSeconds,
        SchedulingGates = old.SchedulingGates,
        Tolerations = old.Tolerations,
        TerminationGracePeriodSeconds = old.TerminationGracePeriodSeconds < 0 && spec.TerminationGracePeriodSeconds == 1
            ? old.TerminationGracePeriodSeconds
            : spec.TerminationGracePeriodSeconds,
    };

    private static ApiList<Container> Images(ApiList<Container> containers, ApiList<Container> old)
    {
        for (var i = 0; i < containers.Count; i++)
        {
            if (containers[i].Image != old[i].Image)
            {
                containers = containers.SetItem(i, containers[i] with { Image = old[i].Image });
            }
        }

        return containers;
    }

    private static bool Containers(ErrorList errors, string field, ApiList<Container> containers, ApiList<Container> old)
    {
        var path = PodChecks.Spec.Child(field);
        if (containers.Count != old.Count)
        {
            errors.Forbidden(path, "pod updates may not add or remove containers");
            return false;
        }

        for (var i = 0; i < containers.Count; i++)
        {
            FieldChecks.Required(errors, path.Index(i), "image", containers[i].Image);
            ContainerChecks.ImageOfPod(errors, path.Index(i), containers[i].Image);
        }

        return true;
    }

    /// <summary>May be set once, and lowered after that.</summary>
    private static bool Deadline(ErrorList errors, long? deadline, long? old)
    {
        var path = PodChecks.Spec.Child("activeDeadlineSeconds");
        switch (deadline)
        {
            case null:
                if (old is not null)
                {
                    errors.Invalid(path, "null", "must not update from a positive integer to nil value");
                }

                return true;
            case < 0 or > int.MaxValue:
                errors.InvalidNumber(path, deadline.Value, NameMessages.Range(0, int.MaxValue));
                return false;
            case var value when old < value:
                errors.InvalidNumber(path, value.Value, "must be less than or equal to previous value");
                return false;
            default:
                return true;
        }
    }

    private static void Tolerations(ErrorList errors, PodSpec spec, PodSpec old)
    {
        foreach (var existing in old.Tolerations)
        {
            if (spec.Tolerations.FindIndex(t => t with { TolerationSeconds = existing.TolerationSeconds } == existing) < 0)
            {
                errors.Forbidden(
                    PodChecks.Spec.Child("tolerations"), "existing toleration can not be modified except its tolerationSeconds");
                return;
            }
        }

        TolerationChecks.Validate(errors, PodChecks.Spec, spec.Tolerations);
    }

    private static void SchedulingGates(ErrorList errors, PodSpec spec, PodSpec old)
    {
        for (var i = 0; i < spec.SchedulingGates.Count; i++)
        {
            var name = spec.SchedulingGates[i].Name;
            if (old.SchedulingGates.FindIndex(g => g.Name == name) < 0)
            {
                errors.Forbidden(
                    PodChecks.Spec.Child("schedulingGates").Index(i).Child("name"),
                    $"only deletion is allowed, but found new scheduling gate '{name}'");
            }
        }
    }
}

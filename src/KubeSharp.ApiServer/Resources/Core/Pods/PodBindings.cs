using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Binding a pod to a node: the body's rules, when it is refused, and what it does to the pod.</summary>
internal static class PodBindings
{
    private static readonly FieldPath Target = FieldPath.Root("target");

    public static void Validate(ErrorList errors, Binding binding)
    {
        if (binding.Target.Kind is not ("" or "Node"))
        {
            errors.NotSupportedText(Target.Child("kind"), binding.Target.Kind, "Node", "<empty>");
        }

        FieldChecks.Required(errors, Target, "name", binding.Target.Name);
    }

    /// <summary>Why the pod cannot be bound (a conflict); null if it can.</summary>
    public static string? Refusal(Pod pod, Binding binding)
    {
        if (binding.Metadata.UID.Length > 0 && binding.Metadata.UID != pod.Metadata.UID)
        {
            return $"Precondition failed: UID in precondition: {binding.Metadata.UID}, UID in object meta: {pod.Metadata.UID}";
        }

        if (pod.Metadata.DeletionTimestamp is not null)
        {
            return $"pod {pod.Metadata.Name} is being deleted, cannot be assigned to a host";
        }

        if (pod.Spec.NodeName.Length > 0)
        {
            return $"pod {pod.Metadata.Name} is already assigned to node {ErrorList.Quote(pod.Spec.NodeName)}";
        }

        return pod.Spec.SchedulingGates.Count > 0 ? $"pod {pod.Metadata.Name} has non-empty .spec.schedulingGates" : null;
    }

    /// <summary>The pod on its node: annotations and labels of the binding are merged in, PodScheduled becomes true.</summary>
    public static Pod Apply(Pod pod, Binding binding, DateTimeOffset now)
    {
        var meta = pod.Metadata;
        foreach (var (key, value) in binding.Metadata.Annotations)
        {
            meta = meta with { Annotations = meta.Annotations.Set(key, value) };
        }

        foreach (var (key, value) in binding.Metadata.Labels)
        {
            meta = meta with { Labels = meta.Labels.Set(key, value) };
        }

        var spec = pod.Spec with { NodeName = binding.Target.Name };
        return pod with
        {
            Metadata = meta with { Generation = meta.Generation + 1 },
            Spec = spec,
            Status = pod.Status with { Conditions = Scheduled(pod.Status.Conditions, now), NominatedNodeName = "" },
        };
    }

    private static ApiList<PodCondition> Scheduled(ApiList<PodCondition> conditions, DateTimeOffset now)
    {
        var index = conditions.FindIndex(static c => c.Type == "PodScheduled");
        var condition = new PodCondition { Type = "PodScheduled", Status = "True", LastTransitionTime = now };
        if (index < 0)
        {
            return conditions.Add(condition);
        }

        var old = conditions[index];
        return conditions.SetItem(index, old.Status == "True" ? condition with { LastTransitionTime = old.LastTransitionTime } : condition);
    }
}

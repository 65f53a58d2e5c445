using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Workloads.DaemonSets;

/// <summary>What a daemon set's template becomes on a node: daemons stay where others have to leave, and the scheduler has no choice of node.</summary>
internal static class DaemonPodTemplate
{
    public const string HashLabel = "controller-revision-hash";
    private const string GenerationLabel = "pod-template-generation";
    private const string GenerationAnnotation = "deprecated.daemonset.template.generation";
    private const string NodeNameField = "metadata.name";

    private static readonly Toleration[] Always =
    [
        Tolerate("node.kubernetes.io/not-ready", TaintEffect.NoExecute),
        Tolerate("node.kubernetes.io/unreachable", TaintEffect.NoExecute),
        Tolerate("node.kubernetes.io/disk-pressure", TaintEffect.NoSchedule),
        Tolerate("node.kubernetes.io/memory-pressure", TaintEffect.NoSchedule),
        Tolerate("node.kubernetes.io/pid-pressure", TaintEffect.NoSchedule),
        Tolerate("node.kubernetes.io/unschedulable", TaintEffect.NoSchedule),
    ];

    private static readonly Toleration OnHostNetwork = Tolerate("node.kubernetes.io/network-unavailable", TaintEffect.NoSchedule);

    /// <summary>The template with the tolerations of daemons.</summary>
    public static PodTemplateSpec Of(DaemonSet set)
    {
        var template = set.Spec.Template;
        var tolerations = template.Spec.Tolerations;
        foreach (var toleration in template.Spec.HostNetwork ? [.. Always, OnHostNetwork] : Always)
        {
            var at = tolerations.FindIndex(other => other.Key == toleration.Key && other.Effect == toleration.Effect && other.Operator == toleration.Operator);
            tolerations = at < 0 ? tolerations.Add(toleration) : tolerations.SetItem(at, toleration);
        }

        return template with { Spec = template.Spec with { Tolerations = tolerations } };
    }

    /// <summary>The same, labelled with the revision that it is of.</summary>
    public static PodTemplateSpec Of(DaemonSet set, string hash)
    {
        var template = Of(set);
        var labels = template.Metadata.Labels.Set(HashLabel, hash);
        if (set.Metadata.Annotations.GetValueOrDefault(GenerationAnnotation) is { Length: > 0 } generation)
        {
            labels = labels.Set(GenerationLabel, generation);
        }

        return template with { Metadata = template.Metadata with { Labels = labels } };
    }

    /// <summary>Replaces the required node affinity by the name of one node.</summary>
    public static PodTemplateSpec OnNode(PodTemplateSpec template, string node)
    {
        var affinity = template.Spec.Affinity ?? new Affinity();
        var required = new NodeSelector
        {
            NodeSelectorTerms = [new() { MatchFields = [new() { Key = NodeNameField, Operator = NodeSelectorOperator.NodeSelectorOpIn, Values = [node] }] }],
        };
        return template with
        {
            Spec = template.Spec with
            {
                Affinity = affinity with
                {
                    NodeAffinity = (affinity.NodeAffinity ?? new NodeAffinity()) with { RequiredDuringSchedulingIgnoredDuringExecution = required },
                },
            },
        };
    }

    /// <summary>The node that a daemon pod is on, or was made for; empty if it is neither.</summary>
    public static string TargetNode(Pod pod)
    {
        if (pod.Spec.NodeName.Length > 0)
        {
            return pod.Spec.NodeName;
        }

        foreach (var term in pod.Spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? default)
        {
            foreach (var field in term.MatchFields)
            {
                if (field.Key == NodeNameField && field.Operator == NodeSelectorOperator.NodeSelectorOpIn && field.Values.Count == 1)
                {
                    return field.Values[0];
                }
            }
        }

        return "";
    }

    /// <summary>Whether the pod is of the newest template.</summary>
    public static bool IsUpdated(Pod pod, DaemonSet set, string hash) =>
        (hash.Length > 0 && pod.Metadata.Labels.GetValueOrDefault(HashLabel) == hash)
        || (set.Metadata.Annotations.GetValueOrDefault(GenerationAnnotation) is { Length: > 0 } generation
            && pod.Metadata.Labels.GetValueOrDefault(GenerationLabel) == generation);

    private static Toleration Tolerate(string key, string effect) => new() { Key = key, Operator = TolerationOperator.TolerationOpExists, Effect = effect };
}

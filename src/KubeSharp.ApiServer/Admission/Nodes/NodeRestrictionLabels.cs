using System.Collections.Frozen;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Nodes;

/// <summary>What a kubelet may do with Node objects.</summary>
internal static class NodeRestrictionLabels
{
    /// <summary>Labels of Kubernetes' own that a kubelet sets.</summary>
    private static readonly FrozenSet<string> KubeletLabels = FrozenSet.Create(
        StringComparer.Ordinal,
        "kubernetes.io/hostname", "topology.kubernetes.io/zone", "topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/zone",
        "failure-domain.beta.kubernetes.io/region", "beta.kubernetes.io/instance-type", "node.kubernetes.io/instance-type", "kubernetes.io/os",
        "kubernetes.io/arch", "beta.kubernetes.io/os", "beta.kubernetes.io/arch", "node.kubernetes.io/windows-build");

    public static void Check(AdmissionContext context, string node)
    {
        var value = context.Object as Node;
        var name = context.Name.Length > 0 ? context.Name : value?.Metadata.Name ?? "";
        if (name != node)
        {
            throw context.Forbidden($"node \"{node}\" is not allowed to modify node \"{name}\"");
        }

        if (context.Operation == AdmissionOperation.Delete)
        {
            throw context.Forbidden($"node \"{node}\" is not allowed to delete itself");
        }

        if (value is null)
        {
            return;
        }

        if (value.Spec.ConfigSource is not null && value.Spec.ConfigSource != (context.OldObject as Node)?.Spec.ConfigSource)
        {
            throw context.Forbidden($"node \"{node}\" is not allowed to update configSource to a new non-nil configSource");
        }

        if (context.OldObject is Node old)
        {
            CheckUpdate(context, node, value, old);
        }
        else
        {
            Refuse(context, node, "set", value.Metadata.Labels.Keys.Where(IsForbidden));
        }
    }

    private static void CheckUpdate(AdmissionContext context, string node, Node value, Node old)
    {
        if (value.Spec.Taints != old.Spec.Taints)
        {
            throw context.Forbidden($"node \"{node}\" is not allowed to modify taints");
        }

        if (value.Metadata.OwnerReferences != old.Metadata.OwnerReferences)
        {
            throw context.Forbidden($"node \"{node}\" is not allowed to modify ownerReferences");
        }

        var changed = value.Metadata.Labels.Keys.Union(old.Metadata.Labels.Keys)
            .Where(key => value.Metadata.Labels.GetValueOrDefault(key) != old.Metadata.Labels.GetValueOrDefault(key));
        Refuse(context, node, "modify", changed.Where(IsForbidden));
    }

    private static void Refuse(AdmissionContext context, string node, string verb, IEnumerable<string> labels)
    {
        var sorted = labels.Order(StringComparer.Ordinal).ToList();
        if (sorted.Count > 0)
        {
            throw context.Forbidden($"is not allowed to {verb} the following labels: {string.Join(", ", sorted)}");
        }
    }

    private static bool IsForbidden(string label)
    {
        var slash = label.IndexOf('/');
        var domain = slash < 0 ? "" : label[..slash];
        if (IsIn(domain, "node-restriction.kubernetes.io"))
        {
            return true;
        }

        if (!IsIn(domain, "kubernetes.io") && !IsIn(domain, "k8s.io"))
        {
            return false;
        }

        return !KubeletLabels.Contains(label) && !IsIn(domain, "kubelet.kubernetes.io") && !IsIn(domain, "node.kubernetes.io");
    }

    private static bool IsIn(string domain, string parent) => domain == parent || domain.EndsWith("." + parent, StringComparison.Ordinal);
}

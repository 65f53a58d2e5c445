using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Placement;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.PodStatuses;
using KubeSharp.Kubelet.Resources;

namespace KubeSharp.Kubelet.Nodes;

/// <summary>
/// The node's own word on a pod that is bound to it: whether it fits. The scheduler has seen to that, but two schedulers, static pods and
/// pods bound by hand are not its business.
/// </summary>
internal sealed class PodAdmission(Func<Node?> node, Func<ApiMap<Quantity>> allocatable, Func<NodePressure> pressure, SysctlPolicy sysctls)
{
    /// <returns>Null where the node takes the pod.</returns>
    public PodEnding? Admit(Pod pod, IReadOnlyList<Pod> active) =>
        ForPressure(pod) ?? ForSysctls(pod) ?? ForNode(pod) ?? ForPorts(pod, active) ?? ForResources(pod, active);

    private PodEnding? ForPressure(Pod pod)
    {
        var lack = pressure();
        if (pod.IsCritical() || (!lack.Memory && !lack.Disk))
        {
            return null;
        }
        var tolerates = pod.Spec.Tolerations.FindIndex(static toleration =>
            toleration.Key is "" or Constants.TaintNodeMemoryPressure && toleration.Effect is "" or TaintEffect.NoSchedule) >= 0;
        if (lack is { Memory: true, Disk: false } && (tolerates || PodQos.Of(pod) != PodQOSClass.PodQOSBestEffort))
        {
            return null;
        }
        var conditions = string.Join(' ', ((string[])[lack.Memory ? NodeConditionType.NodeMemoryPressure : "", lack.Disk ? NodeConditionType.NodeDiskPressure : ""])
            .Where(static name => name.Length > 0));
        return new PodEnding("Evicted", $"The node had condition: [{conditions}]. ");
    }

    private PodEnding? ForSysctls(Pod pod)
    {
        foreach (var sysctl in pod.Spec.SecurityContext?.Sysctls ?? default)
        {
            if (sysctls.Refusal(sysctl.Name, pod.Spec.HostNetwork, pod.Spec.HostIPC) is { } reason)
            {
                return new PodEnding("SysctlForbidden", $"Pod was rejected: forbidden sysctl: \"{sysctl.Name}\" {reason}");
            }
        }
        return null;
    }

    private PodEnding? ForNode(Pod pod)
    {
        if (node() is not { } self || pod.IsStatic())
        {
            return null;
        }
        if (!NodeSelection.Matches(pod.Spec, self))
        {
            return new PodEnding("NodeAffinity", "Pod was rejected: Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector");
        }
        foreach (var taint in self.Spec.Taints)
        {
            if (taint.Effect == TaintEffect.NoExecute && !Tolerations.Tolerate(pod.Spec.Tolerations, taint))
            {
                return new PodEnding("TaintToleration", "Pod was rejected: Predicate TaintToleration failed: node had untolerated taint");
            }
        }
        return null;
    }

    private static PodEnding? ForPorts(Pod pod, IReadOnlyList<Pod> active)
    {
        var taken = active.Where(other => other.Metadata.UID != pod.Metadata.UID).SelectMany(HostPorts).ToList();
        foreach (var port in HostPorts(pod))
        {
            if (taken.Exists(other => other.Protocol == port.Protocol && other.Port == port.Port
                && (other.Address == port.Address || other.Address == "0.0.0.0" || port.Address == "0.0.0.0")))
            {
                return new PodEnding("NodePorts", "Pod was rejected: Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports");
            }
        }
        return null;
    }

    private PodEnding? ForResources(Pod pod, IReadOnlyList<Pod> active)
    {
        var others = active.Where(other => other.Metadata.UID != pod.Metadata.UID).ToArray();
        var capacity = allocatable();
        if (capacity.TryGetValue(ResourceName.ResourcePods, out var most) && others.Length + 1 > most.Value)
        {
            return Out("pods", 1, others.Length, most.Value);
        }
        foreach (var (name, request) in PodResources.Requests(pod.Spec))
        {
            if (request.IsZero || !capacity.TryGetValue(name, out var total))
            {
                // What the node does not know of is for plugins to judge.
                continue;
            }
            var used = others.Aggregate(Quantity.Zero, (sum, other) => sum + PodResources.Requests(other.Spec).GetValueOrDefault(name));
            if (used + request > total)
            {
                return name == ResourceName.ResourceCPU
                    ? Out(name, request.MilliValue, used.MilliValue, total.MilliValue)
                    : Out(name, request.Value, used.Value, total.Value);
            }
        }
        return null;
    }

    private static PodEnding Out(string resource, long requested, long used, long capacity) => new(
        "OutOf" + resource,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Node didn't have enough resource: {resource}, requested: {requested}, used: {used}, capacity: {capacity}"));

    private static IEnumerable<(string Protocol, string Address, int Port)> HostPorts(Pod pod) =>
        pod.Spec.Containers.Concat(pod.Spec.InitContainers.Where(static container => container.IsSidecar()))
            .SelectMany(static container => container.Ports)
            .Where(static port => port.HostPort > 0)
            .Select(static port => (port.Protocol, port.HostIP.Length == 0 ? "0.0.0.0" : port.HostIP, port.HostPort));
}

using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;

namespace KubeSharp.Kubelet.Security;

/// <summary>Which kernel namespaces a pod shares with the host and its containers with each other.</summary>
internal static class NamespaceOptions
{
    public static NamespaceOption Of(Pod pod) => new()
    {
        Network = pod.Spec.HostNetwork ? NamespaceMode.Node : NamespaceMode.Pod,
        Ipc = pod.Spec.HostIPC ? NamespaceMode.Node : NamespaceMode.Pod,
        Pid = pod.Spec.HostPID ? NamespaceMode.Node
            : pod.Spec.ShareProcessNamespace == true ? NamespaceMode.Pod
            : NamespaceMode.Container,
    };

    /// <summary>The options of an ephemeral container that looks into another's processes.</summary>
    public static NamespaceOption Targeting(Pod pod, string containerId)
    {
        var options = Of(pod);
        if (options.Pid == NamespaceMode.Container)
        {
            options.Pid = NamespaceMode.Target;
            options.TargetId = containerId;
        }
        return options;
    }
}

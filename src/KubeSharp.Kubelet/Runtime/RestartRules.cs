using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Pods;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>Whether an ended container is started again (pod and container restart policies, KEP-5307's rules).</summary>
internal static class RestartRules
{
    public static bool ShouldRestart(Pod pod, Container container, Cri.ContainerStatus? status)
    {
        if (pod.Metadata.DeletionTimestamp is not null)
        {
            return false;
        }
        return status?.State switch
        {
            null => true,
            Cri.ContainerState.ContainerRunning => false,
            // It was being made when the kubelet or the runtime went away.
            Cri.ContainerState.ContainerCreated or Cri.ContainerState.ContainerUnknown => true,
            _ => AfterExit(pod, container, status.ExitCode),
        };
    }

    public static bool AfterExit(Pod pod, Container container, int exitCode)
    {
        foreach (var rule in container.RestartPolicyRules)
        {
            if (rule is { Action: ContainerRestartRuleAction.Restart, ExitCodes: { } codes })
            {
                var listed = codes.Values.Contains(exitCode);
                if (listed == (codes.Operator == ContainerRestartRuleOnExitCodesOperator.ContainerRestartRuleOnExitCodesOpIn))
                {
                    return true;
                }
            }
        }
        var policy = container.RestartPolicy is { Length: > 0 } own ? own : pod.Spec.RestartPolicy;
        return policy switch
        {
            RestartPolicy.Never => false,
            RestartPolicy.OnFailure => exitCode != 0,
            _ => true,
        };
    }

    /// <summary>Whether a failed container of this pod may be tried again at all.</summary>
    public static bool RestartsOnFailure(Pod pod, Container container) =>
        (container.RestartPolicy is { Length: > 0 } own ? own : pod.Spec.RestartPolicy) != RestartPolicy.Never
        || !container.RestartPolicyRules.IsEmpty;

    public static bool Succeeded(Cri.ContainerStatus? status) => status is { State: Cri.ContainerState.ContainerExited, ExitCode: 0 };

    public static bool IsInitialized(Pod pod, RuntimePodStatus status)
    {
        // An app container that exists proves that initialization was done, even where the init containers have been removed since.
        foreach (var container in pod.Spec.Containers)
        {
            if (status.Latest(container.Name) is { } instance && status.IsInNewestSandbox(instance.Id))
            {
                return true;
            }
        }
        return pod.Spec.InitContainers.IsEmpty;
    }
}

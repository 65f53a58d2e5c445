using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Pods;

namespace KubeSharp.Kubelet.PodStatuses;

/// <summary>The conditions that the kubelet sets on pods. Those of others are not in its hands and not in its statuses.</summary>
internal static class PodConditions
{
    private const string True = "True";
    private const string False = "False";
    private const string PodCompleted = "PodCompleted";
    private const string PodFailed = "PodFailed";

    public static ApiList<PodCondition> Of(Pod pod, PodStatus status, PodStatusInput input)
    {
        var ready = ContainersReady(pod, status);
        var conditions = new List<PodCondition>
        {
            ReadyToStart(input),
            Initialized(pod, status),
            PodReady(pod, status, ready),
            ready,
            new() { Type = PodConditionType.PodScheduled, Status = True },
        };
        if (input.Ending is { Disruption: true } ending)
        {
            conditions.Add(new PodCondition
            {
                Type = PodConditionType.DisruptionTarget,
                Status = True,
                Reason = Constants.PodReasonTerminationByKubelet,
                Message = ending.Message,
            });
        }
        for (var index = 0; index < conditions.Count; index++)
        {
            var condition = conditions[index];
            var before = input.Previous.Condition(condition.Type);
            conditions[index] = condition with
            {
                ObservedGeneration = pod.Metadata.Generation,
                LastTransitionTime = before?.Status == condition.Status && !before.LastTransitionTime.IsZero
                    ? before.LastTransitionTime
                    : new Time(input.Now),
            };
        }
        return [.. conditions];
    }

    private static PodCondition ReadyToStart(PodStatusInput input)
    {
        var ready = input.Runtime.Sandboxes is [{ State: Cri.PodSandboxState.SandboxReady }, ..]
            && (input.Pod.Spec.HostNetwork || input.Runtime.IPs.Count > 0);
        return new PodCondition { Type = PodConditionType.PodReadyToStartContainers, Status = ready ? True : False };
    }

    private static PodCondition Initialized(Pod pod, PodStatus status)
    {
        var condition = new PodCondition { Type = PodConditionType.PodInitialized, Status = True };
        if (status.Phase == PodPhase.PodSucceeded)
        {
            return condition with { Reason = PodCompleted };
        }
        var started = status.ContainerStatuses.FindIndex(static container =>
            container.State.Running is not null || container.State.Terminated is not null || container.RestartCount > 0) >= 0;
        if (started)
        {
            return condition;
        }
        var incomplete = pod.Spec.InitContainers
            .Where(container => status.InitContainerStatuses.FindStatus(container.Name) is var found
                && (container.IsSidecar() ? found?.Started != true : found?.Ready != true))
            .Select(static container => container.Name)
            .ToArray();
        return incomplete.Length == 0
            ? condition
            : condition with
            {
                Status = False,
                Reason = "ContainersNotInitialized",
                Message = $"containers with incomplete status: [{string.Join(' ', incomplete)}]",
            };
    }

    private static PodCondition ContainersReady(Pod pod, PodStatus status)
    {
        var condition = new PodCondition { Type = PodConditionType.ContainersReady, Status = False };
        if (status.Phase == PodPhase.PodSucceeded)
        {
            return condition with { Reason = PodCompleted };
        }
        if (status.Phase == PodPhase.PodFailed)
        {
            return condition with { Reason = PodFailed };
        }
        var names = pod.Spec.InitContainers.Where(static container => container.IsSidecar()).Concat(pod.Spec.Containers).Select(static container => container.Name);
        string[] unready = [.. names.Where(name => status.FindStatus(name)?.Ready != true)];
        return unready.Length == 0
            ? condition with { Status = True }
            : condition with { Reason = "ContainersNotReady", Message = $"containers with unready status: [{string.Join(' ', unready)}]" };
    }

    private static PodCondition PodReady(Pod pod, PodStatus status, PodCondition containers)
    {
        var condition = containers with { Type = PodConditionType.PodReady };
        if (containers.Status != True)
        {
            return condition;
        }
        var problems = new List<string>();
        foreach (var gate in pod.Spec.ReadinessGates)
        {
            var found = pod.Status.Condition(gate.ConditionType);
            if (found is null)
            {
                problems.Add($"corresponding condition of pod readiness gate \"{gate.ConditionType}\" does not exist.");
            }
            else if (found.Status != True)
            {
                problems.Add($"the status of pod readiness gate \"{gate.ConditionType}\" is not \"True\", but {found.Status}");
            }
        }
        return problems.Count == 0
            ? condition
            : condition with { Status = False, Reason = "ReadinessGatesNotReady", Message = string.Join(", ", problems) };
    }
}

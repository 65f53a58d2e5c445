using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Pods;

/// <summary>Pods tolerate a node that is not ready or not reachable for five minutes unless they say otherwise.</summary>
internal sealed class DefaultTolerationSeconds(long notReadySeconds, long unreachableSeconds) : IMutatingAdmissionPlugin
{
    public string Name => "DefaultTolerationSeconds";

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update;

    public ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (!context.IsFor("", "pods") || context.Object is not Pod pod)
        {
            return ValueTask.CompletedTask;
        }

        var notReady = Tolerates(pod, Constants.TaintNodeNotReady);
        var unreachable = Tolerates(pod, Constants.TaintNodeUnreachable);
        if (notReady && unreachable)
        {
            return ValueTask.CompletedTask;
        }

        var tolerations = pod.Spec.Tolerations;
        tolerations = notReady ? tolerations : tolerations.Add(Toleration(Constants.TaintNodeNotReady, notReadySeconds));
        tolerations = unreachable ? tolerations : tolerations.Add(Toleration(Constants.TaintNodeUnreachable, unreachableSeconds));
        context.Object = pod with { Spec = pod.Spec with { Tolerations = tolerations } };
        return ValueTask.CompletedTask;
    }

    private static bool Tolerates(Pod pod, string key)
    {
        foreach (var toleration in pod.Spec.Tolerations)
        {
            if ((toleration.Key == key || toleration.Key.Length == 0) && toleration.Effect is TaintEffect.NoExecute or "")
            {
                return true;
            }
        }

        return false;
    }

    private static Toleration Toleration(string key, long seconds) => new()
    {
        Key = key,
        Operator = TolerationOperator.TolerationOpExists,
        Effect = TaintEffect.NoExecute,
        TolerationSeconds = seconds,
    };
}

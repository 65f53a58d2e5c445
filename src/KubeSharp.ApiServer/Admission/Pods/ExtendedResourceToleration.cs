using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Core;

namespace KubeSharp.ApiServer.Admission.Pods;

/// <summary>Off by default: pods that ask for an extended resource tolerate the taint of that name, which keeps all others off such nodes.</summary>
internal sealed class ExtendedResourceToleration : IMutatingAdmissionPlugin
{
    public string Name => "ExtendedResourceToleration";

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update;

    public ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.IsFor("", "pods") && context.Object is Pod pod)
        {
            var missing = pod.Spec.Containers.Concat(pod.Spec.InitContainers)
                .SelectMany(container => container.Resources.Requests.Keys)
                .Where(ResourceNames.IsExtended)
                .Distinct()
                .Order(StringComparer.Ordinal)
                .Select(name => new Toleration { Key = name, Operator = TolerationOperator.TolerationOpExists, Effect = TaintEffect.NoSchedule })
                .Where(toleration => !pod.Spec.Tolerations.Contains(toleration))
                .ToList();
            if (missing.Count > 0)
            {
                context.Object = pod with { Spec = pod.Spec with { Tolerations = pod.Spec.Tolerations.AddRange(missing) } };
            }
        }

        return ValueTask.CompletedTask;
    }
}

using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Pods;

/// <summary>Off by default: required anti-affinity keeps pods off a node, not off a whole zone.</summary>
internal sealed class LimitPodHardAntiAffinityTopology : IValidatingAdmissionPlugin
{
    public string Name => "LimitPodHardAntiAffinityTopology";

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update;

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.IsFor("", "pods") && context.Object is Pod { Spec.Affinity.PodAntiAffinity: { } affinity } pod)
        {
            foreach (var term in affinity.RequiredDuringSchedulingIgnoredDuringExecution)
            {
                if (term.TopologyKey != Constants.LabelHostname)
                {
                    throw ApiErrors.Forbidden(
                        "", "pods", pod.Metadata.Name,
                        $"affinity.PodAntiAffinity.RequiredDuringScheduling has TopologyKey {term.TopologyKey} but only key {Constants.LabelHostname} is allowed");
                }
            }
        }

        return ValueTask.CompletedTask;
    }
}

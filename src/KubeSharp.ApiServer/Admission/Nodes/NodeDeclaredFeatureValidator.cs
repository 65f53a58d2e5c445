using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Resources.Core;
using KubeSharp.ApiServer.Resources.Core.Pods;

namespace KubeSharp.ApiServer.Admission.Nodes;

/// <summary>A bound pod is changed only in ways that its node says it can follow (KEP-5328).</summary>
internal sealed class NodeDeclaredFeatureValidator(IObjectLookup objects) : IValidatingAdmissionPlugin
{
    /// <summary>The node changes the cpu of containers that have it to themselves.</summary>
    private const string GuaranteedCpuResize = "GuaranteedQoSPodCPUResize";

    public string Name => "NodeDeclaredFeatureValidator";

    public bool Handles(AdmissionOperation operation) => operation == AdmissionOperation.Update;

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.Subresource is "" or "resize" && context.Object is Pod { Spec.NodeName: { Length: > 0 } name } pod
            && context.OldObject is Pod old && NeedsCpuResize(pod, old))
        {
            var node = objects.Get<Node>("", name) ?? throw context.Forbidden($"node \"{name}\" not found");
            if (!node.Status.DeclaredFeatures.Contains(GuaranteedCpuResize))
            {
                throw context.Forbidden($"pod update requires features {GuaranteedCpuResize} which are not available on node \"{name}\"");
            }
        }

        return ValueTask.CompletedTask;
    }

    private static bool NeedsCpuResize(Pod pod, Pod old)
    {
        if (ReferenceEquals(pod.Spec, old.Spec) || pod.Spec.Containers == old.Spec.Containers || QosClasses.Of(old.Spec) != PodQOSClass.PodQOSGuaranteed)
        {
            return false;
        }

        return pod.Spec.Containers.Any(container => old.Spec.Containers.FirstOrDefault(other => other.Name == container.Name) is { } before
            && before.Resources.Requests.GetValueOrDefault(ResourceNames.Cpu) != container.Resources.Requests.GetValueOrDefault(ResourceNames.Cpu));
    }
}

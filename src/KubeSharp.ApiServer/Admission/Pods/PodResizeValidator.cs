using KubeSharp.Api;
using KubeSharp.Api.Accounting;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Pods;

/// <summary>A pod does not grow beyond what its node has, and only Linux nodes can resize (KEP-1287).</summary>
internal sealed class PodResizeValidator(IObjectLookup objects) : IValidatingAdmissionPlugin
{
    public string Name => "PodResizeValidator";

    public bool Handles(AdmissionOperation operation) => operation == AdmissionOperation.Update;

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.IsFor("", "pods", "resize") && context.Object is Pod { Spec.NodeName: { Length: > 0 } name } pod
            && context.OldObject is Pod old && old.Spec != pod.Spec)
        {
            Check(context, pod, objects.Get<Node>("", name) ?? throw context.Forbidden($"node \"{name}\" not found"));
        }

        return ValueTask.CompletedTask;
    }

    private static void Check(AdmissionContext context, Pod pod, Node node)
    {
        var system = node.Metadata.Labels.GetValueOrDefault(KubeSharp.Api.Core.V1.Constants.LabelOSStable, "linux");
        if (system != "linux")
        {
            throw Refusal(context, "UnsupportedPlatform", $"pod resize is only supported on linux nodes, node \"{node.Metadata.Name}\" is \"{system}\"");
        }

        var requests = PodResources.Requests(pod.Spec);
        var problems = new List<string>();
        var (cpu, cpuThere) = (requests.GetValueOrDefault("cpu"), node.Status.Allocatable.GetValueOrDefault("cpu"));
        if (cpu > cpuThere)
        {
            problems.Add($"cpu, requested: {cpu.MilliValue}, allocatable: {cpuThere.MilliValue}");
        }

        var (memory, memoryThere) = (requests.GetValueOrDefault("memory"), node.Status.Allocatable.GetValueOrDefault("memory"));
        if (memory > memoryThere)
        {
            problems.Add($"memory, requested: {memory.Value}, allocatable: {memoryThere.Value}");
        }

        if (problems.Count > 0)
        {
            throw Refusal(context, "NodeCapacity", $"node didn't have enough allocatable resources: {string.Join("; ", problems)}");
        }
    }

    private static ApiException Refusal(AdmissionContext context, string cause, string message)
    {
        var status = context.Forbidden(message).Status;
        return new ApiException(status with { Details = status.Details! with { Causes = [new StatusCause { Type = cause }] } });
    }
}

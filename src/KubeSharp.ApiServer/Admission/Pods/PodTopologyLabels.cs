using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Pods;

/// <summary>A pod takes over its node's zone and region labels when it is bound (KEP-4742).</summary>
internal sealed class PodTopologyLabels(IObjectLookup objects) : IMutatingAdmissionPlugin
{
    private static readonly string[] Keys = [Constants.LabelTopologyZone, Constants.LabelTopologyRegion];

    public string Name => "PodTopologyLabels";

    public bool Handles(AdmissionOperation operation) => operation == AdmissionOperation.Create;

    public ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.Object is Pod { Spec.NodeName.Length: > 0 } pod && context.IsFor("", "pods"))
        {
            context.Object = pod with { Metadata = pod.Metadata with { Labels = WithTopology(pod.Metadata.Labels, pod.Spec.NodeName) } };
        }
        else if (context.Object is Binding binding && context.IsFor("", "pods", "binding") && binding.Target.Kind is "" or "Node")
        {
            context.Object = binding with
            {
                Metadata = binding.Metadata with { Labels = WithTopology(binding.Metadata.Labels, binding.Target.Name) },
            };
        }

        return ValueTask.CompletedTask;
    }

    private ApiMap<string> WithTopology(ApiMap<string> labels, string nodeName)
    {
        if (objects.Get<Node>("", nodeName) is { } node)
        {
            foreach (var key in Keys)
            {
                if (node.Metadata.Labels.TryGetValue(key, out var value))
                {
                    labels = labels.Set(key, value);
                }
            }
        }

        return labels;
    }
}

using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Nodes;

/// <summary>A new node is not ready until the node controller says so: without the taint pods could land on it before.</summary>
internal sealed class TaintNodesByCondition : IMutatingAdmissionPlugin
{
    public string Name => "TaintNodesByCondition";

    public bool Handles(AdmissionOperation operation) => operation == AdmissionOperation.Create;

    public ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.IsFor("", "nodes") && context.Object is Node node && !HasTaint(node))
        {
            var taint = new Taint { Key = Constants.TaintNodeNotReady, Effect = TaintEffect.NoSchedule };
            context.Object = node with { Spec = node.Spec with { Taints = node.Spec.Taints.Add(taint) } };
        }

        return ValueTask.CompletedTask;
    }

    private static bool HasTaint(Node node) =>
        node.Spec.Taints.FindIndex(taint => taint.Key == Constants.TaintNodeNotReady && taint.Effect == TaintEffect.NoSchedule) >= 0;
}

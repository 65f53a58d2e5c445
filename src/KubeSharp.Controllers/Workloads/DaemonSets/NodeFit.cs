using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Placement;

namespace KubeSharp.Controllers.Workloads.DaemonSets;

/// <summary>Whether a node should have a daemon.</summary>
/// <param name="ShouldRun">A daemon should be started there.</param>
/// <param name="ShouldContinue">One that is there may stay: taints that came later only stop new ones, unless they say NoExecute.</param>
internal readonly record struct NodeFit(bool ShouldRun, bool ShouldContinue)
{
    /// <param name="daemon">The daemon set's template, with the tolerations of daemons.</param>
    /// <param name="node">The node.</param>
    public static NodeFit Of(PodTemplateSpec daemon, Node node)
    {
        var spec = daemon.Spec;
        if ((spec.NodeName.Length > 0 && spec.NodeName != node.Metadata.Name) || !NodeSelection.Matches(spec, node))
        {
            return default;
        }

        var fit = new NodeFit(true, true);
        foreach (var taint in node.Spec.Taints)
        {
            if (taint.Effect is TaintEffect.NoSchedule or TaintEffect.NoExecute && !Tolerations.Tolerate(spec.Tolerations, taint))
            {
                fit = new NodeFit(false, fit.ShouldContinue && taint.Effect != TaintEffect.NoExecute);
            }
        }

        return fit;
    }
}

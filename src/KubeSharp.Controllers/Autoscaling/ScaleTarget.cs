using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Autoscaling;

/// <summary>What is scaled, as the metrics see it.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Selector">Its pods, as the scale says it.</param>
/// <param name="SpecReplicas">How many replicas it should have.</param>
/// <param name="StatusReplicas">How many it has.</param>
/// <param name="Pods">Its pods.</param>
/// <param name="Tolerances">How far off a metric may be.</param>
internal sealed record ScaleTarget(
    string Namespace, string Selector, int SpecReplicas, int StatusReplicas, IReadOnlyList<Pod> Pods, Tolerances Tolerances)
{
    public static bool TryParse(string selector, out LabelMatcher? matcher)
    {
        try
        {
            matcher = LabelSelectorParser.Parse(selector);
            return true;
        }
        catch (FormatException)
        {
            matcher = null;
            return false;
        }
    }
}

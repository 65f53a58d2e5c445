using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using V1 = KubeSharp.Api.Policy.V1;
using V1Beta1 = KubeSharp.Api.Policy.V1beta1;

namespace KubeSharp.ApiServer.Resources.Policy;

/// <summary>
/// poddisruptionbudgets in v1beta1, where an empty selector selects nothing; in v1 it selects everything. In the other version each
/// becomes a condition on a label that no pod has.
/// </summary>
internal sealed class PodDisruptionBudgetConverter : VersionConverter<V1.PodDisruptionBudget, V1Beta1.PodDisruptionBudget>
{
    private const string NoPodsLabel = "pdb.kubernetes.io/deprecated-v1beta1-empty-selector-match";

    private static readonly LabelSelector Empty = new();
    private static readonly LabelSelector Nothing = On("Exists");
    private static readonly LabelSelector Everything = On("DoesNotExist");

    protected override V1Beta1.PodDisruptionBudget ToServed(V1.PodDisruptionBudget value)
    {
        var served = Recast.ByNumber<V1Beta1.PodDisruptionBudget>(value);
        return served with { Spec = served.Spec with { Selector = Swap(value.Spec.Selector, Everything, Nothing) } };
    }

    protected override V1.PodDisruptionBudget ToStored(V1Beta1.PodDisruptionBudget value)
    {
        var stored = Recast.ByNumber<V1.PodDisruptionBudget>(value);
        return stored with { Spec = stored.Spec with { Selector = Swap(value.Spec.Selector, Nothing, Everything) } };
    }

    /// <summary>An empty selector becomes the first, and the second an empty one.</summary>
    private static LabelSelector? Swap(LabelSelector? selector, LabelSelector forEmpty, LabelSelector asEmpty) =>
        selector is null ? null
        : selector == Empty ? forEmpty
        : selector == asEmpty ? Empty
        : selector;

    private static LabelSelector On(string operation) => new()
    {
        MatchExpressions = [new LabelSelectorRequirement { Key = NoPodsLabel, Operator = operation }],
    };
}

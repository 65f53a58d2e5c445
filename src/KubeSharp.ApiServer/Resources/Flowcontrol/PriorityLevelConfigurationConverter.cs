using KubeSharp.Api;
using V1 = KubeSharp.Api.Flowcontrol.V1;
using V1Beta1 = KubeSharp.Api.Flowcontrol.V1beta1;

namespace KubeSharp.ApiServer.Resources.Flowcontrol;

/// <summary>
/// prioritylevelconfigurations in v1beta1, where shares of zero are shares not set. An annotation of upstream's tells the two apart.
/// </summary>
internal sealed class PriorityLevelConfigurationConverter : VersionConverter<V1.PriorityLevelConfiguration, V1Beta1.PriorityLevelConfiguration>
{
    private const string PreserveZero = "flowcontrol.k8s.io/v1beta3-preserve-zero-concurrency-shares";

    protected override V1Beta1.PriorityLevelConfiguration ToServed(V1.PriorityLevelConfiguration value)
    {
        var served = Recast.ByNumber<V1Beta1.PriorityLevelConfiguration>(value);
        return value.Spec.Limited?.NominalConcurrencyShares == 0
            ? served with { Metadata = served.Metadata with { Annotations = served.Metadata.Annotations.Set(PreserveZero, "") } }
            : served;
    }

    protected override V1.PriorityLevelConfiguration ToStored(V1Beta1.PriorityLevelConfiguration value)
    {
        var stored = Recast.ByNumber<V1.PriorityLevelConfiguration>(value);
        if (value.Metadata.Annotations.ContainsKey(PreserveZero))
        {
            return stored with { Metadata = stored.Metadata with { Annotations = stored.Metadata.Annotations.Remove(PreserveZero) } };
        }

        return stored.Spec.Limited is { NominalConcurrencyShares: 0 } limited
            ? stored with { Spec = stored.Spec with { Limited = limited with { NominalConcurrencyShares = null } } }
            : stored;
    }
}

using KubeSharp.Api.Apps.V1;
using KubeSharp.ApiServer.Resources.Core.Pods;

namespace KubeSharp.ApiServer.Resources.Apps;

/// <summary>Defaults of daemon sets.</summary>
internal static class DaemonSetDefaults
{
    public static DaemonSet Apply(DaemonSet value)
    {
        var spec = value.Spec;
        var template = PodSpecDefaults.Apply(spec.Template);
        var strategy = spec.UpdateStrategy;
        if (strategy.Type is "" or "RollingUpdate" && strategy is not { Type.Length: > 0, RollingUpdate: { MaxUnavailable: not null, MaxSurge: not null } })
        {
            var rolling = strategy.RollingUpdate ?? new RollingUpdateDaemonSet();
            strategy = strategy with
            {
                Type = "RollingUpdate",
                RollingUpdate = rolling with { MaxUnavailable = rolling.MaxUnavailable ?? 1, MaxSurge = rolling.MaxSurge ?? 0 },
            };
        }

        return ReferenceEquals(template, spec.Template) && ReferenceEquals(strategy, spec.UpdateStrategy) && spec.RevisionHistoryLimit is not null
            ? value
            : value with
            {
                Spec = spec with { Template = template, UpdateStrategy = strategy, RevisionHistoryLimit = spec.RevisionHistoryLimit ?? 10 },
            };
    }
}

using KubeSharp.Api.Apps.V1;
using KubeSharp.ApiServer.Resources.Core.Pods;

namespace KubeSharp.ApiServer.Resources.Apps;

/// <summary>Defaults of deployments.</summary>
internal static class DeploymentDefaults
{
    public static Deployment Apply(Deployment value)
    {
        var spec = value.Spec;
        var template = PodSpecDefaults.Apply(spec.Template);
        var strategy = Strategy(spec.Strategy);
        if (ReferenceEquals(template, spec.Template) && ReferenceEquals(strategy, spec.Strategy) &&
            spec is { Replicas: not null, RevisionHistoryLimit: not null, ProgressDeadlineSeconds: not null })
        {
            return value;
        }

        return value with
        {
            Spec = spec with
            {
                Template = template,
                Strategy = strategy,
                Replicas = spec.Replicas ?? 1,
                RevisionHistoryLimit = spec.RevisionHistoryLimit ?? 10,
                ProgressDeadlineSeconds = spec.ProgressDeadlineSeconds ?? 600,
            },
        };
    }

    private static DeploymentStrategy Strategy(DeploymentStrategy strategy)
    {
        if (strategy.Type is not ("" or "RollingUpdate") || strategy is { Type.Length: > 0, RollingUpdate: { MaxSurge: not null, MaxUnavailable: not null } })
        {
            return strategy;
        }

        var rolling = strategy.RollingUpdate ?? new RollingUpdateDeployment();
        return strategy with
        {
            Type = "RollingUpdate",
            RollingUpdate = rolling with { MaxUnavailable = rolling.MaxUnavailable ?? "25%", MaxSurge = rolling.MaxSurge ?? "25%" },
        };
    }
}

using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Pods;

/// <summary>Tolerations that contain each other.</summary>
internal static class TolerationSets
{
    /// <summary>Both lists in one, without those that another one covers. Of equal ones the first stays.</summary>
    public static ApiList<Toleration> Merge(ApiList<Toleration> first, ApiList<Toleration> second)
    {
        var all = first.Concat(second).Distinct().ToList();
        return [.. all.Where((toleration, index) => !all.Where((_, other) => other != index).Any(other => Covers(other, toleration)))];
    }

    /// <summary>Whether each of them is covered by one of the allowed.</summary>
    public static bool IsWithin(ApiList<Toleration> tolerations, ApiList<Toleration> allowed) =>
        tolerations.All(toleration => allowed.Any(wider => Covers(wider, toleration)));

    /// <summary>Whether <paramref name="wider"/> tolerates all that <paramref name="narrower"/> does.</summary>
    private static bool Covers(Toleration wider, Toleration narrower)
    {
        if (wider == narrower)
        {
            return true;
        }

        var exists = wider.Operator == TolerationOperator.TolerationOpExists;
        if (wider.Key != narrower.Key && !(wider.Key.Length == 0 && exists))
        {
            return false;
        }

        if (wider.Effect.Length > 0 && wider.Effect != narrower.Effect)
        {
            return false;
        }

        if (wider.Effect == TaintEffect.NoExecute && wider.TolerationSeconds is { } seconds && !(narrower.TolerationSeconds <= seconds))
        {
            return false;
        }

        return exists
            || (wider.Operator is TolerationOperator.TolerationOpEqual or ""
                && narrower.Operator == TolerationOperator.TolerationOpEqual && wider.Value == narrower.Value);
    }
}

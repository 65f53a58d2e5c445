using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Nodes;

/// <summary>How long pods tolerate taints. Pure.</summary>
internal static class Tolerances
{
    /// <summary>
    /// How long the pod tolerates these NoExecute taints: zero if one of them is not tolerated, null for ever.
    /// </summary>
    public static TimeSpan? Of(ApiList<Toleration> tolerations, IReadOnlyList<Taint> taints)
    {
        TimeSpan? shortest = null;
        foreach (var taint in taints)
        {
            var isTolerated = false;
            foreach (var toleration in tolerations)
            {
                if (!Tolerates(toleration, taint))
                {
                    continue;
                }

                isTolerated = true;
                if (toleration.TolerationSeconds is { } seconds)
                {
                    var time = TimeSpan.FromSeconds(Math.Max(0, seconds));
                    shortest = shortest is { } other && other < time ? other : time;
                }
            }

            if (!isTolerated)
            {
                return TimeSpan.Zero;
            }
        }

        return shortest;
    }

    public static bool Tolerates(Toleration toleration, Taint taint)
    {
        if ((toleration.Effect.Length > 0 && toleration.Effect != taint.Effect) || (toleration.Key.Length > 0 && toleration.Key != taint.Key))
        {
            return false;
        }

        return toleration.Operator switch
        {
            "Exists" => true,
            "" or "Equal" => toleration.Key.Length > 0 && toleration.Value == taint.Value,
            "Lt" => long.TryParse(taint.Value, out var actual) && long.TryParse(toleration.Value, out var limit) && actual < limit,
            "Gt" => long.TryParse(taint.Value, out var actual) && long.TryParse(toleration.Value, out var limit) && actual > limit,
            _ => false,
        };
    }
}

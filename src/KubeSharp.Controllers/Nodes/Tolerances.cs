using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Placement;

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
                if (!Tolerations.Tolerates(toleration, taint))
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
}

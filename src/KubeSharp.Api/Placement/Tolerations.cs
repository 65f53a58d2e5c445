using KubeSharp.Api.Core.V1;

namespace KubeSharp.Api.Placement;

/// <summary>Whether pods tolerate taints.</summary>
public static class Tolerations
{
    public static bool Tolerate(ApiList<Toleration> tolerations, Taint taint)
    {
        foreach (var toleration in tolerations)
        {
            if (Tolerates(toleration, taint))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>An empty effect or key means any; an empty operator means Equal.</summary>
    public static bool Tolerates(Toleration toleration, Taint taint)
    {
        if ((toleration.Effect.Length > 0 && toleration.Effect != taint.Effect) || (toleration.Key.Length > 0 && toleration.Key != taint.Key))
        {
            return false;
        }

        return toleration.Operator switch
        {
            "" or "Equal" => toleration.Key.Length > 0 && toleration.Value == taint.Value,
            "Exists" => true,
            "Lt" => long.TryParse(taint.Value, out var actual) && long.TryParse(toleration.Value, out var limit) && actual < limit,
            "Gt" => long.TryParse(taint.Value, out var actual) && long.TryParse(toleration.Value, out var limit) && actual > limit,
            _ => false,
        };
    }
}

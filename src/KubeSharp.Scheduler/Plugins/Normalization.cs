using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>Brings the scores of a plugin into the range from 0 to 100.</summary>
internal static class Normalization
{
    public const long MaxScore = 100;

    /// <summary>In proportion to the greatest. All zero stays zero, or becomes the best if reversed.</summary>
    public static void Scale(NodeBits feasible, Span<long> scores, bool reverse)
    {
        long max = 0;
        foreach (var slot in feasible)
        {
            max = Math.Max(max, scores[slot]);
        }

        foreach (var slot in feasible)
        {
            var score = max == 0 ? 0 : scores[slot] * MaxScore / max;
            scores[slot] = reverse ? MaxScore - score : score;
        }
    }

    /// <summary>The least becomes 0 and the greatest 100; if all are the same, all become 0.</summary>
    public static void Spread(NodeBits feasible, Span<long> scores)
    {
        var min = long.MaxValue;
        var max = long.MinValue;
        foreach (var slot in feasible)
        {
            min = Math.Min(min, scores[slot]);
            max = Math.Max(max, scores[slot]);
        }

        foreach (var slot in feasible)
        {
            scores[slot] = max == min ? 0 : MaxScore * (scores[slot] - min) / (max - min);
        }
    }
}

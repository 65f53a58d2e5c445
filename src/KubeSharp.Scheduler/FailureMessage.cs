using System.Globalization;
using System.Text;
using KubeSharp.Scheduler.Plugins;

namespace KubeSharp.Scheduler;

/// <summary>Says why no node fits, in upstream's words: <c>0/3 nodes are available: 1 node(s) were unschedulable, 2 Insufficient cpu.</c></summary>
internal static class FailureMessage
{
    public static string Format(int nodeCount, FilterRun run)
    {
        if (nodeCount == 0)
        {
            return "no nodes available to schedule pods";
        }

        if (run.Refusal is { } refusal)
        {
            return string.Create(CultureInfo.InvariantCulture, $"0/{nodeCount} nodes are available: {refusal}.");
        }

        var parts = run.Reasons.Select(reason => reason.Value.ToString(CultureInfo.InvariantCulture) + " " + reason.Key).Order(StringComparer.Ordinal);
        return new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"0/{nodeCount} nodes are available: ")
            .AppendJoin(", ", parts)
            .Append('.')
            .ToString();
    }
}

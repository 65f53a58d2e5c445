using KubeSharp.Api;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>A volume that is labelled with a zone or region can be used there only. Nodes that say nothing of zones are in all of them.</summary>
internal sealed class VolumeZone : IFilterPlugin
{
    private const string Separator = "__";

    private static readonly (string Key, string Old)[] Keys =
    [
        ("topology.kubernetes.io/zone", "failure-domain.beta.kubernetes.io/zone"),
        ("topology.kubernetes.io/region", "failure-domain.beta.kubernetes.io/region"),
    ];

    public string Name => "VolumeZone";

    public ClusterEvents Events => ClusterEvents.NodeAdded | ClusterEvents.NodeLabelsChanged | ClusterEvents.VolumeChanged;

    public void Filter(PodInfo pod, NodeTable nodes, FilterRun run)
    {
        foreach (var use in pod.Claims)
        {
            if (nodes.Volumes.Claim(use.Name) is not { } claim || nodes.Volumes.Volume(claim.Spec.VolumeName) is not { } volume)
            {
                continue;
            }

            foreach (var (key, old) in Keys)
            {
                if (Value(volume.Metadata.Labels, key, old) is { } zones)
                {
                    Keep(zones.Split(Separator), key, old, nodes, run);
                }
            }
        }
    }

    private static void Keep(string[] zones, string key, string old, NodeTable nodes, FilterRun run)
    {
        foreach (var slot in run.Feasible)
        {
            var labels = nodes.Nodes[slot]!.Metadata.Labels;
            if (SaysWhere(labels) && (Value(labels, key, old) is not { } zone || !zones.Contains(zone)))
            {
                run.Exclude(slot, "node(s) had no available volume zone");
            }
        }
    }

    private static bool SaysWhere(ApiMap<string> labels) => Array.Exists(Keys, pair => Value(labels, pair.Key, pair.Old) is not null);

    private static string? Value(ApiMap<string> labels, string key, string old) => labels.GetValueOrDefault(key) ?? labels.GetValueOrDefault(old);
}

using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Workloads.Deployments;

/// <summary>One look at a deployment and its sets, kept up to date while it is acted on. For one worker.</summary>
internal sealed class Rollout(Deployment deployment, List<ReplicaSet> sets, IReadOnlyList<Pod> pods)
{
    public Deployment Deployment { get; set; } = deployment;

    /// <summary>All sets that the deployment controls, oldest first.</summary>
    public List<ReplicaSet> Sets { get; } = sets;

    /// <summary>All pods of these sets.</summary>
    public IReadOnlyList<Pod> Pods { get; } = pods;

    /// <summary>The set of the current template; null until it is found or made.</summary>
    public ReplicaSet? New { get; private set; }

    public IEnumerable<ReplicaSet> Old => Sets.Where(set => set.Metadata.UID != New?.Metadata.UID);

    public IEnumerable<ReplicaSet> ActiveOld => Old.Where(static set => set.Replicas() > 0);

    public void UseAsNew(ReplicaSet set)
    {
        New = set;
        Put(set);
    }

    /// <summary>Takes in what the server made of a set.</summary>
    public void Put(ReplicaSet set)
    {
        var index = Sets.FindIndex(other => other.Metadata.UID == set.Metadata.UID);
        if (index < 0)
        {
            Sets.Add(set);
        }
        else
        {
            Sets[index] = set;
        }

        if (New?.Metadata.UID == set.Metadata.UID)
        {
            New = set;
        }
    }
}

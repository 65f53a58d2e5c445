using KubeSharp.Api.Apps.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;

namespace KubeSharp.Controllers.Workloads.Deployments;

/// <summary>Sets the size of replica sets.</summary>
internal sealed class ReplicaSetScaler(KubeClient client, IEventRecorder events)
{
    /// <summary>Returns whether the size changed. The annotations about the deployment's size are kept right in any case.</summary>
    public async ValueTask<bool> ScaleAsync(Rollout rollout, ReplicaSet set, int replicas, CancellationToken cancellationToken)
    {
        var deployment = rollout.Deployment;
        var before = set.Replicas();
        var max = deployment.Replicas() + RolloutMath.MaxSurge(deployment);
        var wanted = RevisionAnnotations.WithReplicas(set, deployment.Replicas(), max);
        if (before != replicas)
        {
            wanted = wanted with { Spec = wanted.Spec with { Replicas = replicas } };
        }

        if (wanted.Equals(set))
        {
            return false;
        }

        rollout.Put(await client.UpdateAsync(wanted, cancellationToken: cancellationToken).ConfigureAwait(false));
        if (before == replicas)
        {
            return false;
        }

        var direction = before < replicas ? "up" : "down";
        events.Record(deployment, "Normal", "ScalingReplicaSet", $"Scaled {direction} replica set {set.Metadata.Name} from {before} to {replicas}");
        return true;
    }
}

using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Scheduler.Binding;
using Constants = KubeSharp.Api.Core.V1.Constants;

namespace KubeSharp.Scheduler.Preemption;

/// <summary>Makes a victim leave: says why on its status, then deletes it with its own grace period.</summary>
internal sealed class Eviction(KubeClient client, IEventRecorder events, SchedulerOptions options, TimeProvider time)
{
    public async Task EvictAsync(Pod victim, Pod preemptor, string nodeName, CancellationToken cancellationToken)
    {
        var (ns, name) = (victim.Metadata.Namespace, victim.Metadata.Name);
        try
        {
            await client.PatchAsync<Pod>(ns, name, PatchType.Strategic, Condition(victim), "status", null, cancellationToken);
            await client.DeleteAsync<Pod>(
                ns, name, new DeleteOptions { Preconditions = new Api.Meta.V1.Preconditions { UID = victim.Metadata.UID } }, cancellationToken);
        }
        catch (ApiException gone) when (gone.IsNotFound || gone.IsConflict)
        {
            // It has left already, or another pod has its name now.
            return;
        }

        events.Record(victim, Constants.EventTypeNormal, "Preempted", $"Preempted by pod {preemptor.Metadata.UID} on node {nodeName}");
    }

    private ReadOnlyMemory<byte> Condition(Pod victim)
    {
        var condition = new PodCondition
        {
            Type = "DisruptionTarget",
            Status = "True",
            Reason = "PreemptionByScheduler",
            Message = options.SchedulerName + ": preempting to accommodate a higher priority pod",
        };
        return ConditionPatch.Write(victim, condition, time.GetUtcNow());
    }
}

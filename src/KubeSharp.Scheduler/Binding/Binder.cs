using System.Threading.Channels;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Scheduler.Preemption;
using KubeSharp.Scheduler.Queue;
using KubeSharp.Scheduler.Snapshot;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Scheduler.Binding;

/// <summary>
/// Writes decisions to the API server with a bounded number of requests at once. A binding that fails comes back to the loop as
/// a change; a status that cannot be written is let go, since the next attempt writes it again.
/// </summary>
internal sealed partial class Binder(
    KubeClient client,
    VolumeBinder volumes,
    IEventRecorder events,
    ChannelWriter<ClusterChange> changes,
    SchedulerOptions options,
    TimeProvider time,
    ILogger<Binder> logger)
    : IPlacementSink
{
    private readonly Channel<Func<CancellationToken, Task>> _work = Channel.CreateUnbounded<Func<CancellationToken, Task>>();

    /// <summary>Pods that wait for volumes, which may take minutes, have workers of their own.</summary>
    private readonly Channel<Func<CancellationToken, Task>> _slowWork = Channel.CreateUnbounded<Func<CancellationToken, Task>>();
    private readonly Eviction _eviction = new(client, events, options, time);
    private readonly ILogger _logger = logger;

    public void Bind(QueuedPod pod, string nodeName, VolumePlan? volumes) =>
        (volumes is null ? _work : _slowWork).Writer.TryWrite(cancellationToken => BindAsync(pod, nodeName, volumes, cancellationToken));

    public void Unschedulable(Pod pod, string message, string? nominatedNode)
    {
        events.Record(pod, Api.Core.V1.Constants.EventTypeWarning, "FailedScheduling", message);
        if (!HasCondition(pod, message) || (nominatedNode is not null && nominatedNode != pod.Status.NominatedNodeName))
        {
            _work.Writer.TryWrite(cancellationToken => SetConditionAsync(pod, message, nominatedNode, cancellationToken));
        }
    }

    public void Preempt(Pod pod, string nodeName, IReadOnlyList<PodInfo> victims)
    {
        foreach (var victim in victims.Where(victim => !victim.IsTerminating))
        {
            _work.Writer.TryWrite(cancellationToken => EvictAsync(victim.Pod, pod, nodeName, cancellationToken));
        }
    }

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, options.MaxConcurrentBindings)
            .SelectMany(_ => new[] { WorkAsync(_work.Reader, cancellationToken), WorkAsync(_slowWork.Reader, cancellationToken) }));

    private static async Task WorkAsync(ChannelReader<Func<CancellationToken, Task>> queue, CancellationToken cancellationToken)
    {
        await foreach (var work in queue.ReadAllAsync(cancellationToken))
        {
            await work(cancellationToken);
        }
    }

    private async Task BindAsync(QueuedPod queued, string nodeName, VolumePlan? plan, CancellationToken cancellationToken)
    {
        var pod = queued.Pod.Pod;
        var started = time.GetTimestamp();
        try
        {
            if (plan is not null)
            {
                await volumes.BindAsync(plan, cancellationToken);
            }

            await client.CreateSubresourceAsync<Pod, Status>(
                pod.Metadata.Namespace,
                pod.Metadata.Name,
                "binding",
                new Api.Core.V1.Binding
                {
                    Metadata = new ObjectMeta { Namespace = pod.Metadata.Namespace, Name = pod.Metadata.Name, UID = pod.Metadata.UID },
                    Target = new ObjectReference { Kind = "Node", Name = nodeName },
                },
                cancellationToken);
            SchedulerMetrics.Attempted("scheduled", options.SchedulerName, time.GetElapsedTime(queued.TriedAt));
            SchedulerMetrics.Placed(queued.Attempts, time.GetElapsedTime(queued.FirstTriedAt ?? queued.TriedAt));
            SchedulerMetrics.Ran("Bind", "Success", options.SchedulerName, time.GetElapsedTime(started));
            events.Record(pod, Api.Core.V1.Constants.EventTypeNormal, "Scheduled", $"Successfully assigned {pod.Metadata.Namespace}/{pod.Metadata.Name} to {nodeName}");
        }
        catch (Exception failure) when (failure is ApiException or VolumeBindingException or HttpRequestException or IOException)
        {
            SchedulerMetrics.Attempted("error", options.SchedulerName, time.GetElapsedTime(queued.TriedAt));
            SchedulerMetrics.Ran("Bind", "Error", options.SchedulerName, time.GetElapsedTime(started));
            if (failure is VolumeBindingException)
            {
                events.Record(pod, Api.Core.V1.Constants.EventTypeWarning, "FailedScheduling", $"running PreBind plugin \"VolumeBinding\": {failure.Message}");
            }

            LogBindingFailed(queued.Pod.ToString(), nodeName, failure.Message);
            changes.TryWrite(new ClusterChange.BindingFailed(queued, plan));
        }
    }

    private async Task SetConditionAsync(Pod pod, string message, string? nominatedNode, CancellationToken cancellationToken)
    {
        var condition = new PodCondition { Type = "PodScheduled", Status = "False", Reason = "Unschedulable", Message = message };
        var patch = ConditionPatch.Write(pod, condition, time.GetUtcNow(), nominatedNode);
        try
        {
            await client.PatchAsync<Pod>(pod.Metadata.Namespace, pod.Metadata.Name, PatchType.Strategic, patch, "status", null, cancellationToken);
        }
        catch (Exception failure) when (failure is ApiException or HttpRequestException or IOException)
        {
            LogStatusFailed(pod.Metadata.Namespace + "/" + pod.Metadata.Name, failure.Message);
        }
    }

    private async Task EvictAsync(Pod victim, Pod preemptor, string nodeName, CancellationToken cancellationToken)
    {
        try
        {
            await _eviction.EvictAsync(victim, preemptor, nodeName, cancellationToken);
        }
        catch (Exception failure) when (failure is ApiException or HttpRequestException or IOException)
        {
            LogEvictionFailed(victim.Metadata.Namespace + "/" + victim.Metadata.Name, failure.Message);
        }
    }

    private static bool HasCondition(Pod pod, string message)
    {
        foreach (var condition in pod.Status.Conditions)
        {
            if (condition.Type == PodConditionType.PodScheduled && condition.Status == "False" && condition.Message == message)
            {
                return true;
            }
        }

        return false;
    }
}

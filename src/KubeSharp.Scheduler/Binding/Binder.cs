using System.Threading.Channels;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Scheduler.Queue;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Scheduler.Binding;

/// <summary>
/// Writes decisions to the API server with a bounded number of requests at once. A binding that fails comes back to the loop as
/// a change; a status that cannot be written is let go, since the next attempt writes it again.
/// </summary>
internal sealed partial class Binder(
    KubeClient client, IEventRecorder events, ChannelWriter<ClusterChange> changes, SchedulerOptions options, TimeProvider time, ILogger<Binder> logger)
    : IPlacementSink
{
    private readonly Channel<Func<CancellationToken, Task>> _work = Channel.CreateUnbounded<Func<CancellationToken, Task>>();
    private readonly ILogger _logger = logger;

    public void Bind(QueuedPod pod, string nodeName) =>
        _work.Writer.TryWrite(cancellationToken => BindAsync(pod, nodeName, cancellationToken));

    public void Unschedulable(Pod pod, string message)
    {
        events.Record(pod, Api.Core.V1.Constants.EventTypeWarning, "FailedScheduling", message);
        if (!HasCondition(pod, message))
        {
            _work.Writer.TryWrite(cancellationToken => SetConditionAsync(pod, message, cancellationToken));
        }
    }

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Enumerable.Range(0, options.MaxConcurrentBindings).Select(_ => WorkAsync(cancellationToken)));

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        await foreach (var work in _work.Reader.ReadAllAsync(cancellationToken))
        {
            await work(cancellationToken);
        }
    }

    private async Task BindAsync(QueuedPod queued, string nodeName, CancellationToken cancellationToken)
    {
        var pod = queued.Pod.Pod;
        var started = time.GetTimestamp();
        try
        {
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
            SchedulerMetrics.Attempts.WithLabels("scheduled").Inc();
            SchedulerMetrics.BindingDuration.Observe(time.GetElapsedTime(started).TotalSeconds);
            events.Record(pod, Api.Core.V1.Constants.EventTypeNormal, "Scheduled", $"Successfully assigned {pod.Metadata.Namespace}/{pod.Metadata.Name} to {nodeName}");
        }
        catch (Exception failure) when (failure is ApiException or HttpRequestException or IOException)
        {
            SchedulerMetrics.Attempts.WithLabels("error").Inc();
            LogBindingFailed(queued.Pod.ToString(), nodeName, failure.Message);
            changes.TryWrite(new ClusterChange.BindingFailed(queued));
        }
    }

    private async Task SetConditionAsync(Pod pod, string message, CancellationToken cancellationToken)
    {
        SchedulerMetrics.Attempts.WithLabels("unschedulable").Inc();
        try
        {
            await client.PatchAsync<Pod>(
                pod.Metadata.Namespace, pod.Metadata.Name, PatchType.Strategic, ConditionPatch.Write(pod, message, time.GetUtcNow()), "status", null, cancellationToken);
        }
        catch (Exception failure) when (failure is ApiException or HttpRequestException or IOException)
        {
            LogStatusFailed(pod.Metadata.Namespace + "/" + pod.Metadata.Name, failure.Message);
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

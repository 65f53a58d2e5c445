using System.Threading.Channels;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;
using KubeSharp.Client.LeaderElection;
using KubeSharp.Scheduler.Binding;
using KubeSharp.Scheduler.Queue;
using KubeSharp.Scheduler.Spreading;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Scheduler;

/// <summary>kube-scheduler: gives every pod that has none a node.</summary>
public sealed class SchedulerComponent(SchedulerOptions options, KubeClient client, ILoggerFactory loggers, TimeProvider time)
{
    private static readonly TimeSpan StaleCheckPeriod = TimeSpan.FromSeconds(30);

    /// <summary>Pods placed between two looks at the changes.</summary>
    private const int StepsPerTurn = 64;

    /// <summary>Runs until cancelled; with leader election, schedules while it leads.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (!options.LeaderElect)
            {
                await ScheduleAsync(cancellationToken);
                return;
            }

            var election = new LeaderElectionOptions
            {
                Namespace = "kube-system",
                Name = "kube-scheduler",
                Identity = options.Identity ?? $"{Environment.MachineName}_{Guid.NewGuid()}",
            };
            await new LeaderElector(client, election, time, loggers.CreateLogger<LeaderElector>()).RunAsync(ScheduleAsync, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Asked to end.
        }
    }

    private async Task ScheduleAsync(CancellationToken cancellationToken)
    {
        var changes = Channel.CreateUnbounded<ClusterChange>(new UnboundedChannelOptions { SingleReader = true });
        await using var factory = new InformerFactory(client, loggers, time);
        ClusterWatch.Subscribe(factory, changes.Writer);
        var selectors = new InformerSpreadSelectors(factory);
        var volumes = new VolumeBinder(client, factory.Get<PersistentVolumeClaim>().Store, options, time);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var events = new EventRecorder(client, new EventSource { Component = options.SchedulerName }, time, loggers.CreateLogger<EventRecorder>());
        var binder = new Binder(client, volumes, events, changes.Writer, options, time, loggers.CreateLogger<Binder>());
        var loop = new SchedulingLoop(options, binder, selectors, time, Random.Shared);
        factory.Start();
        await factory.WaitForSyncAsync(cancellationToken);

        Task[] parts = [events.RunAsync(stop.Token), binder.RunAsync(stop.Token), LoopAsync(loop, changes.Reader, stop.Token)];
        await Task.WhenAny(parts);
        await stop.CancelAsync();
        await Task.WhenAll(parts);
    }

    private async Task LoopAsync(SchedulingLoop loop, ChannelReader<ClusterChange> changes, CancellationToken cancellationToken)
    {
        var lastStaleCheck = time.GetTimestamp();
        while (true)
        {
            while (changes.TryRead(out var change))
            {
                loop.Apply(change);
            }

            var steps = 0;
            while (steps < StepsPerTurn && Step(loop))
            {
                steps++;
            }

            if (steps == StepsPerTurn)
            {
                continue;
            }

            Tell(loop.Queue);
            await WaitAsync(changes, loop.Queue.NextDue(), cancellationToken);
            if (time.GetElapsedTime(lastStaleCheck) >= StaleCheckPeriod)
            {
                lastStaleCheck = time.GetTimestamp();
                loop.Queue.WakeStale();
            }
        }
    }

    private static void Tell(SchedulingQueue queue)
    {
        SchedulerMetrics.Pending.WithLabels("active").Set(queue.Count(QueueState.Active));
        SchedulerMetrics.Pending.WithLabels("backoff").Set(queue.Count(QueueState.Backoff));
        SchedulerMetrics.Pending.WithLabels("unschedulable").Set(queue.Count(QueueState.Unschedulable));
        SchedulerMetrics.Pending.WithLabels("gated").Set(queue.Count(QueueState.Gated));
    }

    private bool Step(SchedulingLoop loop)
    {
        var started = time.GetTimestamp();
        var stepped = loop.Step();
        if (stepped)
        {
            SchedulerMetrics.Duration.Observe(time.GetElapsedTime(started).TotalSeconds);
        }

        return stepped;
    }

    /// <summary>Until there is a change, a back-off ends, or it is time to look for forgotten pods.</summary>
    private async Task WaitAsync(ChannelReader<ClusterChange> changes, TimeSpan? due, CancellationToken cancellationToken)
    {
        var limit = due is { } left && left < StaleCheckPeriod ? left : StaleCheckPeriod;
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var change = changes.WaitToReadAsync(timer.Token).AsTask();
        await Task.WhenAny(change, Task.Delay(limit, time, timer.Token));
        await timer.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}

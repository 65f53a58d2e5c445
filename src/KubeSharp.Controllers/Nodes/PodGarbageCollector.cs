using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Pods;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Controllers.Nodes;

/// <summary>
/// Deletes pods that nobody else will: finished ones beyond a number, those of nodes that are gone or out of service, and those that were
/// deleted before they were scheduled.
/// </summary>
internal sealed partial class PodGarbageCollector : IController
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(20);

    /// <summary>How long a node may be missing before its pods are given up.</summary>
    private static readonly TimeSpan Quarantine = TimeSpan.FromSeconds(40);

    private readonly Dictionary<string, DateTimeOffset> _missingSince = [];
    private readonly ControllerContext _context;
    private readonly Store<Pod> _pods;
    private readonly Store<Node> _nodes;
    private readonly ILogger _logger;

    public PodGarbageCollector(ControllerContext context)
    {
        _context = context;
        _pods = context.Informer<Pod>().Store;
        _nodes = context.Informer<Node>().Store;
        _logger = context.Loggers.CreateLogger("KubeSharp.Controllers.PodGarbageCollector");
    }

    public string Name => "pod-garbage-collector-controller";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Period, _context.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                await CollectAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is how this loop ends.
        }
    }

    /// <summary>One round.</summary>
    public async Task CollectAsync(CancellationToken cancellationToken)
    {
        var pods = _pods.List();
        await CollectFinishedAsync(pods, cancellationToken).ConfigureAwait(false);
        await CollectOrphansAsync(pods, cancellationToken).ConfigureAwait(false);
        foreach (var pod in pods)
        {
            if (pod.IsTerminating() && (pod.Spec.NodeName.Length == 0 || IsOutOfService(pod)))
            {
                await DeleteAsync(pod, "", cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask CollectFinishedAsync(IReadOnlyList<Pod> pods, CancellationToken cancellationToken)
    {
        var threshold = _context.Options.TerminatedPodGCThreshold;
        var finished = threshold > 0 ? pods.Where(static pod => pod.IsFinished()).OrderBy(static pod => pod.Metadata.CreationTimestamp).ToList() : [];
        foreach (var pod in finished.Take(Math.Max(0, finished.Count - threshold)))
        {
            await DeleteAsync(pod, "", cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask CollectOrphansAsync(IReadOnlyList<Pod> pods, CancellationToken cancellationToken)
    {
        var missing = pods.Select(static pod => pod.Spec.NodeName).Where(name => name.Length > 0 && _nodes.Get("", name) is null).ToHashSet();
        foreach (var back in _missingSince.Keys.Except(missing).ToList())
        {
            _missingSince.Remove(back);
        }

        var now = _context.Time.GetUtcNow();
        foreach (var name in missing)
        {
            if (!_missingSince.TryAdd(name, now)
                && now - _missingSince[name] >= Quarantine
                && await _context.Client.FindAsync<Node>("", name, cancellationToken).ConfigureAwait(false) is null)
            {
                foreach (var pod in pods.Where(pod => pod.Spec.NodeName == name))
                {
                    await DeleteAsync(pod, "PodGC: node no longer exists", cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private bool IsOutOfService(Pod pod) =>
        _nodes.Get("", pod.Spec.NodeName) is { } node
        && node.Readiness() != "True"
        && node.Spec.Taints.FindIndex(static taint => taint.Key == NodeConditions.OutOfService) >= 0;

    /// <summary>Deletes at once, since no kubelet will say that the pod has stopped. It fails first, so that its owner counts it.</summary>
    private async ValueTask DeleteAsync(Pod pod, string disruption, CancellationToken cancellationToken)
    {
        try
        {
            if (!pod.IsFinished())
            {
                await FailAsync(pod, disruption, cancellationToken).ConfigureAwait(false);
            }

            await _context.Client.DeleteAsync<Pod>(
                pod.Metadata.Namespace,
                pod.Metadata.Name,
                new DeleteOptions { GracePeriodSeconds = 0 },
                cancellationToken).ConfigureAwait(false);
            LogDeleted(NamespacedName.Of(pod));
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            // That is what was wanted.
        }
        catch (ApiException failure)
        {
            LogFailure(NamespacedName.Of(pod), failure.Message);
        }
    }

    /// <summary>A patch, since that is what the controller's role allows.</summary>
    private async ValueTask FailAsync(Pod pod, string disruption, CancellationToken cancellationToken)
    {
        var status = new JsonObject { ["phase"] = PodPhase.PodFailed };
        if (disruption.Length > 0)
        {
            status["conditions"] = new JsonArray(new JsonObject
            {
                ["type"] = PodConditionType.DisruptionTarget,
                ["status"] = "True",
                ["reason"] = "DeletionByPodGC",
                ["message"] = disruption,
                ["lastTransitionTime"] = _context.Now().ToString(),
            });
        }

        var patch = new JsonObject { ["metadata"] = new JsonObject { ["uid"] = pod.Metadata.UID }, ["status"] = status };
        await _context.Client.PatchAsync<Pod>(
            pod.Metadata.Namespace,
            pod.Metadata.Name,
            PatchType.Strategic,
            Encoding.UTF8.GetBytes(patch.ToJsonString()),
            "status",
            cancellationToken: cancellationToken).ConfigureAwait(false);
    }
}

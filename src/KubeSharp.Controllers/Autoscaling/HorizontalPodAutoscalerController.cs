using System.Collections.Concurrent;
using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Scaling;
using HorizontalPodAutoscaler = KubeSharp.Api.Autoscaling.V2.HorizontalPodAutoscaler;

namespace KubeSharp.Controllers.Autoscaling;

/// <summary>
/// Scales what autoscalers point at by their metrics, every fifteen seconds. Changes of an autoscaler wait for its turn, so that
/// none scales more often than that.
/// </summary>
internal sealed class HorizontalPodAutoscalerController : Controller<NamespacedName>
{
    private const string AbleToScale = "AbleToScale";
    private const string ScalingActive = "ScalingActive";
    private const string ScalingLimited = "ScalingLimited";

    private readonly ConcurrentDictionary<NamespacedName, ScalingHistory> _histories = new();
    private readonly Store<HorizontalPodAutoscaler> _autoscalers;
    private readonly Store<Pod> _pods;
    private readonly ScaleClient _scales;
    private readonly ServedKinds _kinds;
    private readonly IEventRecorder _events;
    private readonly Recommender _recommender;

    public HorizontalPodAutoscalerController(ControllerContext context)
        : this(context, new MetricsClient(context.Client, new ServedKinds(context)))
    {
    }

    public HorizontalPodAutoscalerController(ControllerContext context, IMetricsClient metrics)
        : base("horizontal-pod-autoscaler-controller", context, context.Options.ConcurrentSyncs, queue: "horizontalpodautoscaler")
    {
        _events = context.Events("horizontal-pod-autoscaler");
        _scales = new ScaleClient(context.Client);
        _kinds = new ServedKinds(context);
        _recommender = new Recommender(new MetricEvaluation(metrics, new ReplicaCalculator(context.Options, context.Time)), _events);
        var autoscalers = context.Informer<HorizontalPodAutoscaler>();
        autoscalers.AddHandler(new InformerHandler<HorizontalPodAutoscaler>
        {
            Added = Enqueue,
            Updated = (_, autoscaler) => Enqueue(autoscaler),
            Deleted = autoscaler => _histories.TryRemove(NamespacedName.Of(autoscaler), out _),
        });
        _autoscalers = autoscalers.Store;
        _pods = context.Informer<Pod>().Store;
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_autoscalers.Get(key) is not { Metadata.DeletionTimestamp: null } autoscaler)
        {
            _histories.TryRemove(key, out _);
            return;
        }

        // Its next turn, whatever comes of this one.
        Queue.AddAfter(key, Context.Options.AutoscalerSyncPeriod);
        var started = Time.GetTimestamp();
        var round = new AutoscalerRound(autoscaler, _histories.GetOrAdd(key, static _ => new ScalingHistory()), Time.GetUtcNow());
        try
        {
            await ScaleAsync(round, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is MetricException or ApiException)
        {
            round.Failed = true;
            AutoscalerLog.Problem(Logger, key, failure.Message);
        }

        AutoscalerMetrics.Reconciled(round.Change, round.Failed, Time.GetElapsedTime(started));
        await ReportAsync(round, cancellationToken).ConfigureAwait(false);
    }

    private void Enqueue(HorizontalPodAutoscaler autoscaler) => Queue.AddAfter(NamespacedName.Of(autoscaler), Context.Options.AutoscalerSyncPeriod);

    private async ValueTask ScaleAsync(AutoscalerRound round, CancellationToken cancellationToken)
    {
        var (resource, scale) = await ReadScaleAsync(round, cancellationToken).ConfigureAwait(false);
        var current = scale.Spec.Replicas;
        round.Set(AbleToScale, true, "SucceededGetScale", "the HPA controller was able to get the target's current scale");
        round.History.Begin(current, round.Now);
        round.Current = round.Desired = current;

        var spec = round.Autoscaler.Spec;
        var min = spec.MinReplicas ?? 1;
        if (current == 0 && min != 0)
        {
            round.Set(ScalingActive, false, "ScalingDisabled", "scaling is disabled since the replica count of the target is zero");
            round.Desired = 0;
            return;
        }

        var (desired, reason) = current > spec.MaxReplicas ? (spec.MaxReplicas, "Current number of replicas above Spec.MaxReplicas")
            : current < min ? (min, "Current number of replicas below Spec.MinReplicas")
            : await DesireAsync(round, scale, min, cancellationToken).ConfigureAwait(false);
        if (desired != current)
        {
            await RescaleAsync(round, resource, scale, desired, reason, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<(ApiResource Resource, Scale Scale)> ReadScaleAsync(AutoscalerRound round, CancellationToken cancellationToken)
    {
        var reference = round.Autoscaler.Spec.ScaleTargetRef;
        try
        {
            var resource = _kinds.Find(reference.APIVersion, reference.Kind)
                ?? throw new MetricException($"no matches for kind \"{reference.Kind}\" in version \"{reference.APIVersion}\"");
            return (resource, await _scales.GetAsync(resource, round.Autoscaler.Metadata.Namespace, reference.Name, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception failure) when (failure is MetricException or ApiException)
        {
            _events.Record(round.Autoscaler, "Warning", "FailedGetScale", failure.Message);
            round.Set(AbleToScale, false, "FailedGetScale", $"the HPA controller was unable to get the target's current scale: {failure.Message}");
            throw;
        }
    }

    /// <summary>The size that the metrics ask for, within the limits, and why.</summary>
    private async ValueTask<(int Desired, string Reason)> DesireAsync(AutoscalerRound round, Scale scale, int min, CancellationToken cancellationToken)
    {
        var autoscaler = round.Autoscaler;
        var current = scale.Spec.Replicas;
        var recommendation = await _recommender.RecommendAsync(autoscaler, TargetOf(round, scale), cancellationToken).ConfigureAwait(false);
        round.Metrics = recommendation.Statuses;
        round.Failed = recommendation.Failure is not null;
        if (recommendation.Replicas is not { } recommended)
        {
            round.Set(ScalingActive, false, recommendation.FailureReason, recommendation.FailureMessage);
            _events.Record(autoscaler, "Warning", "FailedComputeMetricsReplicas", recommendation.Failure ?? "");
            return (current, "");
        }

        round.Set(ScalingActive, true, "ValidMetricFound", $"the HPA was able to successfully calculate a replica count from {recommendation.Metric}");
        var reason = recommended > current ? $"{recommendation.Metric} above target" : recommended < current ? "All metrics below target" : "";
        return (Limit(round, current, recommended, min), reason);
    }

    private ScaleTarget TargetOf(AutoscalerRound round, Scale scale)
    {
        var autoscaler = round.Autoscaler;
        var ns = autoscaler.Metadata.Namespace;
        var selector = scale.Status.Selector;
        if (selector.Length == 0)
        {
            _events.Record(autoscaler, "Warning", "SelectorRequired", "selector is required");
            round.Set(ScalingActive, false, "InvalidSelector", "the HPA target's scale is missing a selector");
            throw new MetricException("selector is required");
        }

        if (!ScaleTarget.TryParse(selector, out var matcher))
        {
            var message = $"couldn't convert selector into a corresponding internal selector object: {selector}";
            _events.Record(autoscaler, "Warning", "InvalidSelector", message);
            round.Set(ScalingActive, false, "InvalidSelector", message);
            throw new MetricException(message);
        }

        return new ScaleTarget(
            ns,
            selector,
            scale.Spec.Replicas,
            scale.Status.Replicas,
            [.. _pods.List(ns).Where(pod => matcher!.Matches(pod.Metadata.Labels))],
            Tolerances.Of(autoscaler, Context.Options.AutoscalerTolerance));
    }

    private int Limit(AutoscalerRound round, int current, int recommended, int min)
    {
        var spec = round.Autoscaler.Spec;
        var window = Context.Options.AutoscalerDownscaleStabilization;
        Limited stable, bounded;
        if (round.Behavior(window) is { } behavior)
        {
            stable = behavior.Stabilize(round.History, current, recommended, round.Now);
            bounded = behavior.Bound(round.History, current, stable.Replicas, min, spec.MaxReplicas, round.Now);
        }
        else
        {
            stable = PlainLimits.Stabilize(round.History, recommended, window, round.Now);
            bounded = PlainLimits.Bound(current, stable.Replicas, min, spec.MaxReplicas);
        }

        round.Set(AbleToScale, true, stable.Reason, stable.Message);
        round.Set(ScalingLimited, bounded.Replicas != stable.Replicas, bounded.Reason, bounded.Message);
        return bounded.Replicas;
    }

    private async ValueTask RescaleAsync(
        AutoscalerRound round, ApiResource resource, Scale scale, int desired, string reason, CancellationToken cancellationToken)
    {
        try
        {
            await _scales.UpdateAsync(resource, scale with { Spec = scale.Spec with { Replicas = desired } }, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException failure)
        {
            _events.Record(round.Autoscaler, "Warning", "FailedRescale", $"New size: {desired}; reason: {reason}; error: {failure.Message}");
            round.Set(AbleToScale, false, "FailedUpdateScale", $"the HPA controller was unable to update the target scale: {failure.Message}");
            throw;
        }

        round.Set(AbleToScale, true, "SucceededRescale", $"the HPA controller was able to update the target scale to {desired}");
        _events.Record(round.Autoscaler, "Normal", "SuccessfulRescale", $"New size: {desired}; reason: {reason}");
        if (round.Behavior(Context.Options.AutoscalerDownscaleStabilization) is { } behavior)
        {
            round.History.Scaled(desired - scale.Spec.Replicas, round.Now, behavior.LongestPeriod);
        }

        round.Desired = desired;
        round.HasScaled = true;
    }

    private async ValueTask ReportAsync(AutoscalerRound round, CancellationToken cancellationToken)
    {
        var status = round.ToStatus();
        if (!status.Equals(round.Autoscaler.Status))
        {
            try
            {
                await Client.UpdateStatusAsync(round.Autoscaler with { Status = status }, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (ApiException gone) when (gone.IsNotFound || gone.IsConflict)
            {
                // Changed or deleted meanwhile: the next round tells.
            }
        }
    }
}

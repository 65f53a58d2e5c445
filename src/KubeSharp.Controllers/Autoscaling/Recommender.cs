using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V2;
using KubeSharp.Client.Events;

namespace KubeSharp.Controllers.Autoscaling;

/// <summary>Asks all metrics of an autoscaler; the one that wants most decides.</summary>
internal sealed class Recommender(MetricEvaluation evaluation, IEventRecorder events)
{
    public async ValueTask<Recommendation> RecommendAsync(HorizontalPodAutoscaler autoscaler, ScaleTarget target, CancellationToken cancellationToken)
    {
        var statuses = new List<MetricStatus>();
        MetricProposal? most = null;
        string reason = "", message = "";
        var failures = 0;
        foreach (var metric in autoscaler.Spec.Metrics)
        {
            try
            {
                var proposal = await evaluation.EvaluateAsync(target, metric, cancellationToken).ConfigureAwait(false);
                AutoscalerMetrics.Computed(metric.Type, proposal.Replicas - target.SpecReplicas, failed: false);
                statuses.Add(proposal.Status);
                most = most is null || proposal.Replicas > most.Replicas ? proposal : most;
            }
            catch (MetricException failure)
            {
                AutoscalerMetrics.Computed(metric.Type, 0, failed: true);
                statuses.Add(new MetricStatus());
                events.Record(autoscaler, "Warning", MetricEvaluation.FailureOf(metric), failure.Message);
                if (failures++ == 0)
                {
                    (reason, message) = (MetricEvaluation.FailureOf(metric), failure.Message);
                }
            }
        }

        var all = ApiList<MetricStatus>.From(statuses);
        var problem = failures == 0
            ? null
            : $"invalid metrics ({failures} invalid out of {autoscaler.Spec.Metrics.Count}), first error is: {message}";

        // As long as one is missing, the others may say to grow, but not to shrink.
        return most is null || (failures > 0 && most.Replicas < target.SpecReplicas)
            ? new Recommendation(null, "", all, problem, reason, $"the HPA was unable to compute the replica count: {message}")
            : new Recommendation(most.Replicas, most.Name, all, problem);
    }
}

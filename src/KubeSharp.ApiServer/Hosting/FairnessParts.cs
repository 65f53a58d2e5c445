using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Fairness;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace KubeSharp.ApiServer.Hosting;

/// <summary>How many requests are served at a time, and whose.</summary>
internal static class FairnessParts
{
    /// <summary>Requests wait for no more than this part of the time they may take.</summary>
    private const int QueueWaitPart = 4;

    public static IRequestGate Add(ApiServerParts parts, ServerEnvironment environment, CachedObjects objects)
    {
        var options = environment.Options;
        if (!options.EnablePriorityAndFairness || options.MaxRequestsInFlight + options.MaxMutatingRequestsInFlight <= 0)
        {
            return new InFlightLimits(options.MaxRequestsInFlight, options.MaxMutatingRequestsInFlight);
        }

        var gate = new FairnessGate(
            options.MaxRequestsInFlight + options.MaxMutatingRequestsInFlight, options.RequestTimeout / QueueWaitPart,
            new FairnessMetrics(Metrics.DefaultRegistry), environment.Time);
        gate.Configure([], []);
        parts.MetricsUpdates.Add(_ =>
        {
            gate.UpdateMetrics();
            return ValueTask.CompletedTask;
        });
        parts.Routes.AddPrefix(FairnessDumps.Prefix, new FairnessDumps(gate));
        if (options.Access is not null)
        {
            parts.Tasks.Add(new FairnessTask(gate, objects, environment.Time, environment.LoggerFactory.CreateLogger<FairnessTask>()));
        }

        return gate;
    }
}

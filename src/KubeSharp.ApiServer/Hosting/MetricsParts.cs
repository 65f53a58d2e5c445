using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Health;
using KubeSharp.ApiServer.Http.Watches;
using KubeSharp.Serving.Health;
using KubeSharp.Serving.Measurement;
using KubeSharp.Serving.Pages;
using Prometheus;

namespace KubeSharp.ApiServer.Hosting;

/// <summary>The pages that Prometheus reads, what is counted for them in one place, and pages for people who look for what is wrong.</summary>
internal static class MetricsParts
{
    /// <returns>Where watches are to count their events.</returns>
    public static WatchMetrics Add(ApiServerParts parts, ServerEnvironment environment, ResourceEndpoints endpoints)
    {
        var options = environment.Options;
        var source = options.Source;
        var registry = Metrics.DefaultRegistry;
        var build = new BuildInfo(options.Version, source.GitCommit, source.GitTreeState, source.BuildDate);
        build.Install();
        AddPages(parts, options, build, environment.Time);
        var watches = new WatchMetrics(registry);
        parts.MetricsUpdates.Add(_ =>
        {
            watches.Update();
            return ValueTask.CompletedTask;
        });
        parts.MetricsUpdates.Add(new StorageMetrics(registry, endpoints, environment.Store, environment.Time).UpdateAsync);
        parts.Routes.Add("/metrics", new MetricsEndpoint(registry, parts.MetricsUpdates));
        parts.Routes.Add("/metrics/slis", new MetricsEndpoint(HealthMetrics.Registry, []));
        return watches;
    }

    private static void AddPages(ApiServerParts parts, ApiServerOptions options, BuildInfo build, TimeProvider time)
    {
        var info = new ComponentInfo { Name = "kube-apiserver", Build = build, Flags = options.Flags };
        var pages = new ComponentPagesHandler(new ComponentPages(info, options.Verbosity, () => parts.Routes.Paths, time));
        parts.Routes.Add(ComponentPages.Status, pages);
        parts.Routes.Add(ComponentPages.Flags, pages);
        if (options.EnableProfiling)
        {
            parts.Routes.Add(ComponentPages.Verbosity, pages);
            parts.Routes.AddPrefix(ComponentPages.Profiles, pages);
        }
    }
}

using System.Collections.Concurrent;
using System.Globalization;
using KubeSharp.ApiServer.Handlers;
using Prometheus;

namespace KubeSharp.ApiServer.Http;

/// <summary>Upstream's request metrics. The children of a label set are looked up once per verb of an endpoint and kept.</summary>
internal sealed class RequestMetrics
{
    private static readonly double[] Buckets =
    [
        0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60,
    ];

    private readonly Counter _total;
    private readonly Histogram _duration;
    private readonly Gauge _longRunning;
    private readonly Gauge.Child _mutatingInFlight;
    private readonly Gauge.Child _readOnlyInFlight;
    private readonly ConcurrentDictionary<Key, Counter.Child> _totals = new();
    private readonly ConcurrentDictionary<Key, Histogram.Child> _durations = new();

    public RequestMetrics(CollectorRegistry registry)
    {
        var factory = Metrics.WithCustomRegistry(registry);
        _total = factory.CreateCounter(
            "apiserver_request_total",
            "Counter of apiserver requests broken out for each verb, dry run value, group, version, resource, scope, component, and HTTP response code.",
            "verb", "dry_run", "group", "version", "resource", "subresource", "scope", "component", "code");
        _duration = factory.CreateHistogram(
            "apiserver_request_duration_seconds",
            "Response latency distribution in seconds for each verb, dry run value, group, version, resource, subresource, scope and component.",
            ["verb", "dry_run", "group", "version", "resource", "subresource", "scope", "component"],
            new HistogramConfiguration { Buckets = Buckets });
        _longRunning = factory.CreateGauge(
            "apiserver_longrunning_requests",
            "Gauge of all active long-running apiserver requests broken out by verb, group, version, resource, scope and component.",
            "verb", "group", "version", "resource", "subresource", "scope", "component");
        var inFlight = factory.CreateGauge(
            "apiserver_current_inflight_requests",
            "Maximal number of currently used inflight request limit of this apiserver per request kind in last second.",
            "request_kind");
        _mutatingInFlight = inFlight.WithLabels("mutating");
        _readOnlyInFlight = inFlight.WithLabels("readOnly");
    }

    public Gauge.Child InFlight(string verb) => verb is "get" or "list" or "watch" ? _readOnlyInFlight : _mutatingInFlight;

    public Gauge.Child LongRunning(RequestInfo info) => _longRunning.WithLabels(
        VerbLabel(info.Verb), info.ApiGroup, info.ApiVersion, info.Resource, info.Subresource, Scope(info), "apiserver");

    /// <summary>Counts a request that has been answered. Only known resources get labels of their own: paths are the sender's choice.</summary>
    public void Observe(RequestInfo info, ResourceEndpoint? endpoint, bool dryRun, int statusCode, TimeSpan elapsed)
    {
        var key = endpoint is null
            ? new Key("", "", "", "", info.IsResourceRequest ? "" : KnownVerb(info.Verb), "", dryRun, statusCode)
            : new Key(info.ApiGroup, info.ApiVersion, info.Resource, KnownSubresource(endpoint, info.Subresource), info.Verb, Scope(info), dryRun, statusCode);
        if (!_totals.TryGetValue(key, out var total))
        {
            total = _totals.GetOrAdd(key, _total.WithLabels(
                VerbLabel(key.Verb), dryRun ? "All" : "", key.Group, key.Version, key.Resource, key.Subresource, key.Scope, "apiserver",
                statusCode.ToString(CultureInfo.InvariantCulture)));
        }

        total.Inc();
        if (info.Verb == "watch")
        {
            return;
        }

        key = key with { StatusCode = 0 };
        if (!_durations.TryGetValue(key, out var duration))
        {
            duration = _durations.GetOrAdd(key, _duration.WithLabels(
                VerbLabel(key.Verb), dryRun ? "All" : "", key.Group, key.Version, key.Resource, key.Subresource, key.Scope, "apiserver"));
        }

        duration.Observe(elapsed.TotalSeconds);
    }

    private static string KnownSubresource(ResourceEndpoint endpoint, string subresource) =>
        subresource.Length == 0 || endpoint.HasSubresource(subresource) ? subresource : "";

    private static string KnownVerb(string verb) => verb is "get" or "post" or "put" or "patch" or "delete" or "head" ? verb : "other";

    private static string VerbLabel(string verb) => verb switch
    {
        "create" => "POST",
        "update" => "PUT",
        _ => verb.ToUpperInvariant(),
    };

    private static string Scope(RequestInfo info) =>
        info.Verb is not ("list" or "watch" or "deletecollection" or "create") && info.Name.Length > 0 ? "resource"
        : info.Namespace.Length > 0 ? "namespace"
        : "cluster";

    private readonly record struct Key(
        string Group, string Version, string Resource, string Subresource, string Verb, string Scope, bool DryRun, int StatusCode);
}

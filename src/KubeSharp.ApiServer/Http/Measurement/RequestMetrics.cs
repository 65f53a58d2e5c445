using System.Collections.Concurrent;
using System.Globalization;
using KubeSharp.ApiServer.Handlers;
using Prometheus;

namespace KubeSharp.ApiServer.Http.Measurement;

/// <summary>Upstream's request metrics. The series of a kind of request are looked up once and kept.</summary>
internal sealed class RequestMetrics
{
    private static readonly string[] ResourceLabels = ["group", "version", "resource", "subresource", "scope"];
    private static readonly string[] RequestLabelNames = ["verb", "dry_run", .. ResourceLabels, "component"];
    private static readonly string[] VerbAndResource = ["verb", .. ResourceLabels];

    private static readonly double[] Seconds =
    [
        0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60,
    ];

    private readonly Counter _total;
    private readonly Histogram _duration;
    private readonly Histogram _serviceDuration;
    private readonly Histogram _responseSize;
    private readonly Histogram _bodySize;
    private readonly Gauge _longRunning;
    private readonly Counter _terminations;
    private readonly Counter _aborts;
    private readonly Gauge _deprecated;
    private readonly Gauge.Child _mutatingInFlight;
    private readonly Gauge.Child _readOnlyInFlight;
    private readonly ConcurrentDictionary<Key, RequestSeries> _series = new();

    public RequestMetrics(CollectorRegistry registry)
    {
        var factory = Metrics.WithCustomRegistry(registry);
        _total = factory.CreateCounter("apiserver_request_total", "Requests answered, by what they were for and the status code.", [.. RequestLabelNames, "code"]);
        _duration = factory.CreateHistogram(
            "apiserver_request_duration_seconds", "Seconds from the arrival of a request to its answer.", RequestLabelNames,
            new HistogramConfiguration { Buckets = Seconds });
        _serviceDuration = factory.CreateHistogram(
            "apiserver_request_sli_duration_seconds", "The same without the time that requests waited for their turn and for webhooks.",
            RequestLabelNames, new HistogramConfiguration { Buckets = Seconds });
        _responseSize = factory.CreateHistogram(
            "apiserver_response_sizes", "Bytes of answers to reading requests.", [.. VerbAndResource, "component"],
            new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(1000, 10, 7) });
        _bodySize = factory.CreateHistogram(
            "apiserver_request_body_size_bytes", "Bytes of request bodies.", ["group", "resource", "verb"],
            new HistogramConfiguration { Buckets = Histogram.LinearBuckets(50_000, 100_000, 31) });
        _longRunning = factory.CreateGauge("apiserver_longrunning_requests", "Watches, logs and the like that are open.", [.. VerbAndResource, "component"]);
        _terminations = factory.CreateCounter(
            "apiserver_request_terminations_total", "Requests that the server cut off to protect itself.", [.. VerbAndResource, "component", "code"]);
        _aborts = factory.CreateCounter("apiserver_request_aborts_total", "Requests whose client went before the answer.", VerbAndResource);
        _deprecated = factory.CreateGauge(
            "apiserver_requested_deprecated_apis", "1 for deprecated APIs that have been asked for.", "group", "version", "resource", "subresource", "removed_release");
        var inFlight = factory.CreateGauge("apiserver_current_inflight_requests", "Requests that are being served.", "request_kind");
        _mutatingInFlight = inFlight.WithLabels("mutating");
        _readOnlyInFlight = inFlight.WithLabels("readOnly");
    }

    public Gauge.Child InFlight(string verb) => verb is "get" or "list" or "watch" ? _readOnlyInFlight : _mutatingInFlight;

    public Gauge.Child LongRunning(RequestInfo info, ResourceEndpoint endpoint)
    {
        var labels = RequestLabels.Of(info, endpoint, isApply: false);
        return _longRunning.WithLabels(labels.Verb, labels.Group, labels.Version, labels.Resource, labels.Subresource, labels.Scope, labels.Component);
    }

    /// <summary>A request was refused or given up by the server: too many of them, out of time, or a failure nobody expected.</summary>
    public void Terminated(RequestInfo info, ResourceEndpoint? endpoint, int statusCode)
    {
        var labels = RequestLabels.Of(info, endpoint, isApply: false);
        _terminations.WithLabels(
            labels.Verb, labels.Group, labels.Version, labels.Resource, labels.Subresource, labels.Scope, labels.Component, Text(statusCode)).Inc();
    }

    /// <summary>The client went away.</summary>
    public void Aborted(RequestInfo info, ResourceEndpoint? endpoint)
    {
        var labels = RequestLabels.Of(info, endpoint, isApply: false);
        _aborts.WithLabels(labels.Verb, labels.Group, labels.Version, labels.Resource, labels.Subresource, labels.Scope).Inc();
    }

    /// <summary>A request that has been answered.</summary>
    public void Observe(RequestInfo info, ResourceEndpoint? endpoint, in AnsweredRequest answered)
    {
        var labels = RequestLabels.Of(info, endpoint, answered.IsApply);
        if (!labels.IsMeasured)
        {
            return;
        }

        var key = new Key(labels, answered.IsDryRun, answered.StatusCode);
        if (!_series.TryGetValue(key, out var series))
        {
            series = _series.GetOrAdd(key, Make(key, endpoint is not null));
        }

        series.Total.Inc();
        series.Duration.Observe(answered.Elapsed.TotalSeconds);
        series.ServiceDuration.Observe((answered.Elapsed - answered.Waited).TotalSeconds);
        series.ResponseSize?.Observe(answered.ResponseSize);
        if (answered.BodySize > 0)
        {
            series.BodySize?.Observe(answered.BodySize);
        }
    }

    private RequestSeries Make(in Key key, bool isResource)
    {
        var labels = key.Labels;
        if (labels is { Group: "", Version: "v1", Resource: "componentstatuses" or "endpoints" })
        {
            // Both stay for good.
            const string removedRelease = "";
            _deprecated.WithLabels(labels.Group, labels.Version, labels.Resource, labels.Subresource, removedRelease).Set(1);
        }

        string[] request =
        [
            labels.Verb, key.IsDryRun ? "All" : "", labels.Group, labels.Version, labels.Resource, labels.Subresource, labels.Scope, labels.Component,
        ];
        return new RequestSeries(
            _total.WithLabels([.. request, Text(key.StatusCode)]),
            _duration.WithLabels(request),
            _serviceDuration.WithLabels(request),
            isResource && labels.Verb is "GET" or "LIST"
                ? _responseSize.WithLabels(labels.Verb, labels.Group, labels.Version, labels.Resource, labels.Subresource, labels.Scope, labels.Component)
                : null,
            isResource && labels.Verb is "POST" or "PUT" or "PATCH" or "APPLY" ? _bodySize.WithLabels(labels.Group, labels.Resource, BodyVerb(labels.Verb)) : null);
    }

    private static string BodyVerb(string verb) => verb switch
    {
        "POST" => "create",
        "PUT" => "update",
        _ => "patch",
    };

    private static string Text(int code) => code.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Key(RequestLabels Labels, bool IsDryRun, int StatusCode);
}

using System.Collections.Concurrent;
using System.Globalization;
using Prometheus;

namespace KubeSharp.Client.Http;

/// <summary>The rest_client_* series of one API server, under upstream's names. Paths are no labels: there is no end to them.</summary>
internal sealed class ClientMetrics(string host)
{
    private static readonly string[] VerbAndHost = ["verb", "host"];

    private static readonly double[] Sizes = [64, 256, 512, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216];

    private static readonly Counter Requests = Metrics.CreateCounter(
        "rest_client_requests_total", "Requests to API servers, by the code of the answer.", "code", "method", "host");

    private static readonly Histogram Durations = Metrics.CreateHistogram(
        "rest_client_request_duration_seconds", "Seconds until API servers answered.", VerbAndHost,
        new HistogramConfiguration { Buckets = [0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0] });

    private static readonly Histogram Waits = Metrics.CreateHistogram(
        "rest_client_rate_limiter_duration_seconds", "Seconds that requests were held back.", VerbAndHost,
        new HistogramConfiguration { Buckets = [0.005, 0.025, 0.1, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0] });

    private static readonly Histogram RequestSizes = Metrics.CreateHistogram(
        "rest_client_request_size_bytes", "Bytes of requests.", VerbAndHost, new HistogramConfiguration { Buckets = Sizes });

    private static readonly Histogram ResponseSizes = Metrics.CreateHistogram(
        "rest_client_response_size_bytes", "Bytes of answers.", VerbAndHost, new HistogramConfiguration { Buckets = Sizes });

    private static readonly Counter Retries = Metrics.CreateCounter(
        "rest_client_request_retries_total", "Requests that were sent again.", "code", "verb", "host");

    private readonly ConcurrentDictionary<(string Method, int Code), Counter.Child> _requests = new();
    private readonly ConcurrentDictionary<string, Histogram.Child> _durations = new();

    /// <param name="method">Of HTTP.</param>
    /// <param name="code">Of the answer; 0 if there was none.</param>
    /// <param name="elapsed">Until its headers had come.</param>
    public void Answered(string method, int code, TimeSpan elapsed)
    {
        _requests.GetOrAdd((method, code), key => Requests.WithLabels(Text(key.Code), key.Method, host)).Inc();
        _durations.GetOrAdd(method, key => Durations.WithLabels(key, host)).Observe(elapsed.TotalSeconds);
    }

    public void HeldBack(string method, TimeSpan wait) => Waits.WithLabels(method, host).Observe(wait.TotalSeconds);

    public void Retried(string method, int code) => Retries.WithLabels(Text(code), method, host).Inc();

    public void Sent(string method, long bytes) => RequestSizes.WithLabels(method, host).Observe(bytes);

    public void Received(string method, long bytes) => ResponseSizes.WithLabels(method, host).Observe(bytes);

    private static string Text(int code) => code == 0 ? "<error>" : code.ToString(CultureInfo.InvariantCulture);
}

using KubeSharp.Kubelet.PodWorkers;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.PodSources;

/// <summary>Static pods from an HTTP address, asked from time to time.</summary>
internal sealed partial class UrlPodSource(
    string url, IReadOnlyDictionary<string, string> headers, TimeSpan interval, StaticPods manifests, IPodSink sink, TimeProvider time,
    ILogger<UrlPodSource> logger)
{
    public const string Name = "http";

    private readonly ILogger _logger = logger;
    private readonly PodDiff _diff = new(sink);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        using var timer = new PeriodicTimer(interval, time);
        try
        {
            do
            {
                await ReadAsync(http, cancellationToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is how this loop ends.
        }
    }

    private async Task ReadAsync(HttpClient http, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }
            using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            response.EnsureSuccessStatusCode();
            var content = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            _diff.Apply(content.Length == 0 ? [] : manifests.Read(content, Name, url));
            sink.Ready(Name);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or FormatException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            LogFailed(url, exception.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Static pods cannot be read from {Url}: {Error}")]
    private partial void LogFailed(string url, string error);
}

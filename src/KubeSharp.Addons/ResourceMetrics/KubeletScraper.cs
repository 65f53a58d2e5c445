using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Addons.ResourceMetrics;

/// <summary>Asks all kubelets for their figures, through the API server.</summary>
internal sealed partial class KubeletScraper(KubeClient client, UsageStore store, TimeProvider time, ILogger logger)
{
    private const int Parallel = 16;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    /// <exception cref="ApiException">The nodes cannot be listed.</exception>
    public async Task ScrapeAsync(CancellationToken cancellationToken)
    {
        var nodes = await client.ListAsync<Node>("", null, cancellationToken).ConfigureAwait(false);
        var names = nodes.Items.Select(node => node.Metadata.Name).ToHashSet(StringComparer.Ordinal);
        store.Keep(names);
        await System.Threading.Tasks.Parallel.ForEachAsync(
            names,
            new ParallelOptions { MaxDegreeOfParallelism = Parallel, CancellationToken = cancellationToken },
            async (name, token) => await ScrapeAsync(name, token).ConfigureAwait(false)).ConfigureAwait(false);
    }

    private async Task ScrapeAsync(string node, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            var request = new ApiRequest
            {
                Verb = ApiVerb.Get,
                Resource = ApiResources.Of<Node>(),
                Name = node,
                Subresource = "proxy/metrics/resource",
            };
            var stream = await client.Transport.OpenStreamAsync(request, either.Token).ConfigureAwait(false);
            await using (stream.ConfigureAwait(false))
            {
                using var reader = new StreamReader(stream, Encoding.UTF8);
                var text = await reader.ReadToEndAsync(either.Token).ConfigureAwait(false);
                store.Add(node, NodeReadingParser.Parse(new StringReader(text), time.GetUtcNow()));
            }
        }
        catch (Exception failure) when (failure is ApiException or HttpRequestException or IOException)
        {
            LogFailed(logger, node, failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, node, "no answer in time");
        }
    }

    [LoggerMessage(LogLevel.Debug, "Node {Node} does not tell what it uses: {Reason}")]
    private static partial void LogFailed(ILogger logger, string node, string reason);
}

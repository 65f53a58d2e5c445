using KubeSharp.Proxy.Model;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Proxy.Conntrack;

/// <summary>Ends stale UDP conversations after the rules have changed.</summary>
internal sealed partial class ConntrackCleaner(IConntrack conntrack, ILogger<ConntrackCleaner> logger, TimeProvider time)
{
    private readonly ILogger _logger = logger;

    /// <param name="family">The address family of the ports.</param>
    /// <param name="ports">Ports of services that have changed.</param>
    public void Clean(IPFamily family, IEnumerable<ServicePort> ports)
    {
        var stale = new StaleFlows(ports);
        if (stale.IsEmpty)
        {
            return;
        }

        var started = time.GetTimestamp();
        var label = ProxyFamilies.Label(family);
        try
        {
            foreach (var flow in conntrack.List(family))
            {
                if (stale.IsStale(flow))
                {
                    conntrack.Delete(family, flow);
                    ProxyMetrics.ConntrackDeleted.WithLabels(label).Inc();
                    LogEnded(flow.Destination, flow.Answering);
                }
            }
        }
        catch (IOException failure)
        {
            // The rules are in place; only clients that go on sending from an old port have to wait for the entry's end.
            LogFailed(failure.Message);
        }

        ProxyMetrics.ConntrackDuration.WithLabels(label).Observe(time.GetElapsedTime(started).TotalSeconds);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Ended the conversation with {Destination} that {Answering} answered")]
    private partial void LogEnded(System.Net.IPEndPoint destination, System.Net.IPEndPoint answering);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Stale UDP conversations were not ended: {Error}")]
    private partial void LogFailed(string error);
}

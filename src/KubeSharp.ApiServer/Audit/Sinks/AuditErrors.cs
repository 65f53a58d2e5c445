using Microsoft.Extensions.Logging;
using Prometheus;

namespace KubeSharp.ApiServer.Audit.Sinks;

/// <summary>Counts events that are lost, and says so in the log.</summary>
internal sealed partial class AuditErrors(CollectorRegistry registry, ILogger<AuditErrors> logger)
{
    private readonly Counter _errors = Metrics.WithCustomRegistry(registry).CreateCounter(
        "apiserver_audit_error_total", "Counter of audit events that failed to be audited properly. Plugin identifies the plugin affected by the error.", "plugin");

    public void Lost(string plugin, int count, string reason)
    {
        _errors.WithLabels(plugin).Inc(count);
        LogLost(logger, count, plugin, reason);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Count} audit events are lost to the {Plugin}: {Reason}")]
    private static partial void LogLost(ILogger logger, int count, string plugin, string reason);
}

using System.CommandLine;
using KubeSharp.ApiServer.Audit;

namespace KubeSharp.Cli.Commands;

/// <summary>The flags of auditing, named as upstream's.</summary>
internal sealed class AuditFlags(FlagSet set)
{
    private readonly Option<string> _policyFile = set.Text("--audit-policy-file", "File of the audit policy; nothing is recorded without one");
    private readonly Option<string> _logPath = set.Text("--audit-log-path", "File that audit events are written to; - is standard output");
    private readonly Option<string> _logFormat = set.Text("--audit-log-format", "Format of the events: json, or legacy for a line of text each", "json");
    private readonly Option<int> _logMaxSize = set.Number("--audit-log-maxsize", "Megabytes after which a new file begins; 100 if 0", 0);
    private readonly Option<int> _logMaxBackup = set.Number("--audit-log-maxbackup", "How many old files are kept; all if 0", 0);
    private readonly Option<int> _logMaxAge = set.Number("--audit-log-maxage", "Days that old files are kept; for ever if 0", 0);
    private readonly Option<bool> _logCompress = set.Switch("--audit-log-compress", "Compress old files", false);
    private readonly AuditSinkFlags _log = new(set, "log", mode: "blocking", batchSize: 1, batchWait: "0s", throttles: false, qps: 0, burst: 0);
    private readonly Option<string> _webhook = set.Text("--audit-webhook-config-file", "Kubeconfig of a webhook that audit events are sent to");
    private readonly Option<string> _webhookBackoff = set.Text("--audit-webhook-initial-backoff", "Pause before a failed request to it is made again", "10s");
    private readonly AuditSinkFlags _webhookSink = new(set, "webhook", mode: "batch", batchSize: 400, batchWait: "30s", throttles: true, qps: 10, burst: 15);

    /// <exception cref="UserException">A flag cannot be used.</exception>
    public AuditOptions Read(ParseResult result)
    {
        var path = result.GetRequiredValue(_logPath);
        return new AuditOptions
        {
            PolicyFile = FlagValues.FullPath(result.GetRequiredValue(_policyFile)),
            LogPath = path == "-" ? path : FlagValues.FullPath(path),
            LogFormat = FlagValues.OneOf(result.GetRequiredValue(_logFormat), _logFormat.Name, "json", "legacy"),
            LogMaxSize = result.GetValue(_logMaxSize),
            LogMaxBackup = result.GetValue(_logMaxBackup),
            LogMaxAge = result.GetValue(_logMaxAge),
            LogCompress = result.GetValue(_logCompress),
            LogMode = _log.Mode(result),
            LogBatch = _log.Batch(result),
            LogTruncate = _log.Truncate(result),
            WebhookConfigFile = FlagValues.FullPath(result.GetRequiredValue(_webhook)),
            WebhookInitialBackoff = FlagValues.Span(result.GetRequiredValue(_webhookBackoff), _webhookBackoff.Name),
            WebhookMode = _webhookSink.Mode(result),
            WebhookBatch = _webhookSink.Batch(result),
            WebhookTruncate = _webhookSink.Truncate(result),
        };
    }
}

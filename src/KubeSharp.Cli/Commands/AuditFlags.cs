using System.CommandLine;
using KubeSharp.ApiServer.Audit;
using KubeSharp.ApiServer.Audit.Sinks;

namespace KubeSharp.Cli.Commands;

/// <summary>The flags of auditing, named as upstream's.</summary>
internal sealed class AuditFlags(FlagSet set)
{
    private readonly Option<string> _policyFile = set.Text("--audit-policy-file", "File of the audit policy; nothing is recorded without one");
    private readonly Option<string> _logPath = set.Text("--audit-log-path", "File that audit events are written to; - is standard output");
    private readonly Option<string> _logFormat = set.Text("--audit-log-format", "Format of the events: json", "json");
    private readonly Option<int> _logMaxSize = set.Number("--audit-log-maxsize", "Megabytes after which a new file begins; 100 if 0", 0);
    private readonly Option<int> _logMaxBackup = set.Number("--audit-log-maxbackup", "How many old files are kept; all if 0", 0);
    private readonly Option<int> _logMaxAge = set.Number("--audit-log-maxage", "Days that old files are kept; for ever if 0", 0);
    private readonly Option<bool> _logCompress = set.Switch("--audit-log-compress", "Compress old files", false);
    private readonly Option<string> _logMode = set.Text("--audit-log-mode", "blocking, blocking-strict (a request that cannot be recorded is not served) or batch", "blocking");
    private readonly Option<int> _logBuffer = set.Number("--audit-log-batch-buffer-size", "Events that may wait in mode batch", 10_000);
    private readonly Option<int> _logBatch = set.Number("--audit-log-batch-max-size", "Most events of a batch", 1);
    private readonly Option<string> _logWait = set.Text("--audit-log-batch-max-wait", "How long a batch waits to be full", "0s");
    private readonly Option<string> _webhook = set.Text("--audit-webhook-config-file", "Kubeconfig of a webhook that audit events are sent to");
    private readonly Option<int> _webhookBuffer = set.Number("--audit-webhook-batch-buffer-size", "Events that may wait for it", 10_000);
    private readonly Option<int> _webhookBatch = set.Number("--audit-webhook-batch-max-size", "Most events of a batch", 400);
    private readonly Option<string> _webhookWait = set.Text("--audit-webhook-batch-max-wait", "How long a batch waits to be full", "30s");

    /// <exception cref="UserException">A flag cannot be used.</exception>
    public AuditOptions Read(ParseResult result)
    {
        FlagValues.OneOf(result.GetRequiredValue(_logFormat), _logFormat.Name, "json");
        var path = result.GetRequiredValue(_logPath);
        return new AuditOptions
        {
            PolicyFile = FlagValues.FullPath(result.GetRequiredValue(_policyFile)),
            LogPath = path == "-" ? path : FlagValues.FullPath(path),
            LogMaxSize = result.GetValue(_logMaxSize),
            LogMaxBackup = result.GetValue(_logMaxBackup),
            LogMaxAge = result.GetValue(_logMaxAge),
            LogCompress = result.GetValue(_logCompress),
            LogMode = FlagValues.OneOf(result.GetRequiredValue(_logMode), _logMode.Name, "blocking", "blocking-strict", "batch"),
            LogBatch = Batch(result, _logBuffer, _logBatch, _logWait),
            WebhookConfigFile = FlagValues.FullPath(result.GetRequiredValue(_webhook)),
            WebhookBatch = Batch(result, _webhookBuffer, _webhookBatch, _webhookWait),
        };
    }

    private static AuditBatchOptions Batch(ParseResult result, Option<int> buffer, Option<int> size, Option<string> wait) => new()
    {
        BufferSize = Positive(result.GetValue(buffer), buffer),
        MaxSize = Positive(result.GetValue(size), size),
        MaxWait = FlagValues.Span(result.GetRequiredValue(wait), wait.Name),
    };

    private static int Positive(int value, Option flag) => value > 0 ? value : throw new UserException($"{flag.Name} {value}: must be greater than 0");
}

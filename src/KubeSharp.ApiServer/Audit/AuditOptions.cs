using KubeSharp.ApiServer.Audit.Sinks;

namespace KubeSharp.ApiServer.Audit;

/// <summary>What is recorded of requests, and where; the names are those of upstream's --audit-* flags.</summary>
public sealed record AuditOptions
{
    /// <summary>--audit-policy-file; without one nothing is recorded.</summary>
    public string PolicyFile { get; init; } = "";

    /// <summary>--audit-log-path; "-" is standard output, "" no log.</summary>
    public string LogPath { get; init; } = "";

    /// <summary>--audit-log-maxsize, in megabytes.</summary>
    public int LogMaxSize { get; init; }

    /// <summary>--audit-log-maxbackup.</summary>
    public int LogMaxBackup { get; init; }

    /// <summary>--audit-log-maxage, in days.</summary>
    public int LogMaxAge { get; init; }

    /// <summary>--audit-log-compress.</summary>
    public bool LogCompress { get; init; }

    /// <summary>--audit-log-mode: blocking, blocking-strict or batch.</summary>
    public string LogMode { get; init; } = "blocking";

    /// <summary>--audit-log-batch-*; a single event is a batch unless told otherwise.</summary>
    public AuditBatchOptions LogBatch { get; init; } = new() { MaxSize = 1, MaxWait = TimeSpan.Zero };

    /// <summary>--audit-log-format: json or legacy.</summary>
    public string LogFormat { get; init; } = "json";

    /// <summary>--audit-log-truncate-*.</summary>
    public AuditTruncateOptions LogTruncate { get; init; } = new();

    /// <summary>--audit-webhook-config-file: a kubeconfig; "" for no webhook.</summary>
    public string WebhookConfigFile { get; init; } = "";

    /// <summary>--audit-webhook-batch-*.</summary>
    public AuditBatchOptions WebhookBatch { get; init; } = new() { ThrottleQps = 10, ThrottleBurst = 15 };

    /// <summary>--audit-webhook-mode: batch, blocking or blocking-strict.</summary>
    public string WebhookMode { get; init; } = "batch";

    /// <summary>--audit-webhook-initial-backoff: the pause before a request is made again for the first time.</summary>
    public TimeSpan WebhookInitialBackoff { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>--audit-webhook-truncate-*.</summary>
    public AuditTruncateOptions WebhookTruncate { get; init; } = new();
}

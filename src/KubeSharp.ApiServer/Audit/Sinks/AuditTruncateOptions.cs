namespace KubeSharp.ApiServer.Audit.Sinks;

/// <summary>--audit-log-truncate-* and --audit-webhook-truncate-*.</summary>
public sealed record AuditTruncateOptions
{
    public bool Enabled { get; init; }

    /// <summary>Most bytes of a batch.</summary>
    public int MaxBatchSize { get; init; } = 10 * 1024 * 1024;

    /// <summary>Most bytes of an event: bodies of a larger one are left out, and one that is larger still is lost.</summary>
    public int MaxEventSize { get; init; } = 100 * 1024;
}

namespace KubeSharp.ApiServer.Audit.Sinks;

/// <summary>How events come together before they are written.</summary>
public sealed record AuditBatchOptions
{
    /// <summary>Events that may wait; more are lost.</summary>
    public int BufferSize { get; init; } = 10_000;

    /// <summary>Most events of a batch.</summary>
    public int MaxSize { get; init; } = 400;

    /// <summary>How long a batch waits to be full.</summary>
    public TimeSpan MaxWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Batches a second, in the long run; 0 for any number.</summary>
    public double ThrottleQps { get; init; }

    /// <summary>Batches that may be written at once after a time of rest.</summary>
    public int ThrottleBurst { get; init; } = 1;
}

namespace KubeSharp.ApiServer.Audit.Sinks;

/// <summary>A log file and what is kept of it.</summary>
internal sealed record RotatingFileOptions
{
    public required string Path { get; init; }

    /// <summary>Bytes after which a new file begins; 0 for 100 MB.</summary>
    public long MaxBytes { get; init; }

    /// <summary>How many old files are kept; 0 for all.</summary>
    public int MaxBackups { get; init; }

    /// <summary>How long old files are kept; zero for ever.</summary>
    public TimeSpan MaxAge { get; init; }

    /// <summary>Old files are compressed with gzip.</summary>
    public bool Compress { get; init; }
}

namespace KubeSharp.ApiServer.Audit.Sinks;

/// <summary>Writes events that have come together.</summary>
internal interface IAuditOutput
{
    /// <summary>As upstream calls it in metrics: log or webhook.</summary>
    string Name { get; }

    /// <exception cref="IOException">They are lost.</exception>
    Task WriteAsync(IReadOnlyList<ReadOnlyMemory<byte>> events, CancellationToken cancellationToken);
}

namespace KubeSharp.Kubelet.Server.Logs;

/// <summary>What part of a container's log to show, in the words of PodLogOptions.</summary>
internal sealed record ContainerLogOptions
{
    public bool Follow { get; init; }

    public bool Timestamps { get; init; }

    /// <summary>Only lines at or after this time; null for all.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Only so many lines from the end; null for all.</summary>
    public long? TailLines { get; init; }

    /// <summary>Stop after so many bytes of output; null for no limit.</summary>
    public long? LimitBytes { get; init; }

    public CriLogStream Streams { get; init; } = CriLogStream.All;
}

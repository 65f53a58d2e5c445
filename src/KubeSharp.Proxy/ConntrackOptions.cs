namespace KubeSharp.Proxy;

/// <summary>How the kernel keeps its table of connections; zero leaves a setting as it is.</summary>
public sealed record ConntrackOptions
{
    /// <summary>Entries for each CPU.</summary>
    public int MaxPerCore { get; init; } = 32 * 1024;

    /// <summary>Entries at least, where <see cref="MaxPerCore"/> is set.</summary>
    public int Min { get; init; } = 128 * 1024;

    public TimeSpan TcpEstablishedTimeout { get; init; } = TimeSpan.FromHours(24);

    public TimeSpan TcpCloseWaitTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Packets outside of the window are not invalid.</summary>
    public bool TcpBeLiberal { get; init; }

    public TimeSpan UdpTimeout { get; init; }

    public TimeSpan UdpStreamTimeout { get; init; }
}

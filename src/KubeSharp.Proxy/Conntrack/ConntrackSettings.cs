using Microsoft.Extensions.Logging;

namespace KubeSharp.Proxy.Conntrack;

/// <summary>Gives the kernel's table of connections the size and the times that services need.</summary>
internal sealed partial class ConntrackSettings(ILogger<ConntrackSettings> logger)
{
    private const string Path = "net/netfilter/nf_conntrack_";
    private readonly ILogger _logger = logger;

    /// <summary>The settings by their path below /proc/sys. Of numbers that are not wanted there is none.</summary>
    /// <param name="options">What is wanted.</param>
    /// <param name="cores">CPUs of this machine.</param>
    /// <param name="current">What the table holds at most now.</param>
    public static IEnumerable<(string Path, long Value)> Wanted(ConntrackOptions options, int cores, long current)
    {
        var max = options.MaxPerCore == 0 ? 0 : Math.Max((long)options.MaxPerCore * cores, options.Min);
        (string Path, long Value)[] all =
        [
            (Path + "max", max > current ? max : 0),
            (Path + "tcp_timeout_established", (long)options.TcpEstablishedTimeout.TotalSeconds),
            (Path + "tcp_timeout_close_wait", (long)options.TcpCloseWaitTimeout.TotalSeconds),
            (Path + "tcp_be_liberal", options.TcpBeLiberal ? 1 : 0),
            (Path + "udp_timeout", (long)options.UdpTimeout.TotalSeconds),
            (Path + "udp_timeout_stream", (long)options.UdpStreamTimeout.TotalSeconds),
        ];
        return all.Where(static setting => setting.Value > 0);
    }

    /// <summary>Where they cannot be set, as in a container, services work all the same.</summary>
    public void Apply(ConntrackOptions options)
    {
        foreach (var (path, value) in Wanted(options, Environment.ProcessorCount, KernelSettings.Get(Path + "max") ?? 0))
        {
            if (!KernelSettings.TrySet(path, value))
            {
                LogNotSet(path, value);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "{Path} cannot be set to {Value} here")]
    private partial void LogNotSet(string path, long value);
}

using Microsoft.Extensions.Logging;

namespace KubeSharp.Client.LeaderElection;

public sealed partial class LeaderElector
{
    [LoggerMessage(LogLevel.Information, "Leading {Lease} as {Identity}")]
    private partial void LogAcquired(string lease, string identity);

    [LoggerMessage(LogLevel.Information, "{Lease} is led by {Holder}")]
    private partial void LogOtherLeader(string lease, string holder);

    [LoggerMessage(LogLevel.Error, "Lost the lead of {Lease}")]
    private partial void LogLost(string lease);

    [LoggerMessage(LogLevel.Debug, "Acquiring or renewing {Lease} failed: {Reason}")]
    private partial void LogFailure(string lease, string reason);
}

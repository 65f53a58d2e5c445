using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.ServiceNetwork;

internal sealed partial class ServiceNetworkLoop
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not remove the record of the unused service address {Address}")]
    private static partial void LogDropFailed(ILogger logger, Exception exception, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not take node ports of {Service} out of their record")]
    private static partial void LogReleaseFailed(ILogger logger, Exception exception, string service);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not repair the records of service addresses")]
    private static partial void LogRepairFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Service {Service} has the address {Address}, which is not in the service range; recreate it")]
    private static partial void LogOutOfRange(ILogger logger, string service, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Service {Service} has the address {Address}, which belongs to another one; recreate it")]
    private static partial void LogTwice(ILogger logger, string service, string address);
}

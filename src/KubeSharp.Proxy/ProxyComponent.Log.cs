using KubeSharp.Proxy.Model;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Proxy;

public sealed partial class ProxyComponent
{
    [LoggerMessage(LogLevel.Error, "The {Family} rules could not be written, trying again: {Reason}")]
    private partial void LogSyncFailed(IPFamily family, string reason);
}

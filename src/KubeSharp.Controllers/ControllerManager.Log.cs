using Microsoft.Extensions.Logging;

namespace KubeSharp.Controllers;

public sealed partial class ControllerManager
{
    [LoggerMessage(LogLevel.Information, "Running {Count} controllers")]
    private partial void LogStarted(int count);
}

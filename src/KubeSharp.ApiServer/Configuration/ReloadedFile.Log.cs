using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Configuration;

internal sealed partial class ReloadedFile
{
    [LoggerMessage(Level = LogLevel.Information, Message = "{File} has changed and is in use")]
    private partial void LogReloaded(string file);

    [LoggerMessage(Level = LogLevel.Error, Message = "{File} has changed but cannot be used; what was there before stays in use: {Reason}")]
    private partial void LogRefused(string file, string reason);
}

using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Encryption.Kms;

internal sealed partial class KmsCipher
{
    [LoggerMessage(Level = LogLevel.Error, Message = "The KMS plugin {Name} is not healthy: {Reason}")]
    private static partial void LogUnhealthy(ILogger logger, string name, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The KMS plugin {Name} has another key; new values are encrypted under it")]
    private static partial void LogKeyChanged(ILogger logger, string name);
}

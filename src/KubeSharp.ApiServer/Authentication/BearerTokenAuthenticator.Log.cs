using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Authentication;

internal sealed partial class BearerTokenAuthenticator
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Refused a bearer token: {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);
}

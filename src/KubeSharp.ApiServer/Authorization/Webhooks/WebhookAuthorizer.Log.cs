using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Authorization.Webhooks;

internal sealed partial class WebhookAuthorizer
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The authorization webhook {Name} failed: {Reason}")]
    private static partial void LogFailed(ILogger logger, string name, string reason);
}

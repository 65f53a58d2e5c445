using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Admission.Webhooks;

internal sealed partial class WebhookCalls
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Failed calling the webhook {Webhook}; the request goes on without it: {Reason}")]
    private static partial void LogFailedOpen(ILogger logger, string webhook, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Failed calling the webhook {Webhook}; the request is refused: {Reason}")]
    private static partial void LogFailedClosed(ILogger logger, string webhook, string reason);
}

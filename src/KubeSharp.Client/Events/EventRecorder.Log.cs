using Microsoft.Extensions.Logging;

namespace KubeSharp.Client.Events;

public sealed partial class EventRecorder
{
    [LoggerMessage(LogLevel.Warning, "The server refused event {Reason} of {Kind} {Name}: {Why}")]
    private partial void LogRefused(string reason, string kind, string name, string why);

    [LoggerMessage(LogLevel.Debug, "Event {Reason} could not be sent yet: {Why}")]
    private partial void LogRetry(string reason, string why);
}

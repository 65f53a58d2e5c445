using KubeSharp.Client;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Controllers.Autoscaling;

internal static partial class AutoscalerLog
{
    [LoggerMessage(LogLevel.Debug, "{Key} could not be scaled: {Problem}")]
    public static partial void Problem(ILogger logger, NamespacedName key, string problem);
}

using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.CustomResources;

internal sealed partial class CustomResourceController
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Serving the custom resource {Name} has failed; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception exception, string name);
}

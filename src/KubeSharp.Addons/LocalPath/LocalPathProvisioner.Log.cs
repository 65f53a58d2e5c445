using Microsoft.Extensions.Logging;

namespace KubeSharp.Addons.LocalPath;

public sealed partial class LocalPathProvisioner
{
    [LoggerMessage(LogLevel.Information, "Made volume {Volume} for claim {Claim} at {Directory}")]
    private static partial void LogMade(ILogger logger, string volume, string claim, string directory);

    [LoggerMessage(LogLevel.Information, "Deleted volume {Volume} and its directory {Directory}")]
    private static partial void LogDeleted(ILogger logger, string volume, string directory);

    [LoggerMessage(LogLevel.Warning, "The storage class {Class} was not made: {Reason}")]
    private static partial void LogClassFailed(ILogger logger, string @class, string reason);

    [LoggerMessage(LogLevel.Warning, "Volume {Volume} is not deleted: its path {Directory} is not below {Root}")]
    private static partial void LogForeign(ILogger logger, string volume, string directory, string root);
}

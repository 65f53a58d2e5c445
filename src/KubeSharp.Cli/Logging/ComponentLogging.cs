using KubeSharp.Serving.Logging;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Logging;

/// <summary>Makes the logger factory of a process.</summary>
internal static class ComponentLogging
{
    /// <param name="verbosity">How much is logged; may change later.</param>
    /// <param name="format">text or json.</param>
    public static ILoggerFactory Create(LogVerbosity verbosity, string format = "text") => LoggerFactory.Create(builder =>
    {
        // The loggers ask for the verbosity themselves, message by message.
        builder.SetMinimumLevel(LogLevel.Trace);
        builder.AddProvider(new LineLoggerProvider(Console.Error, verbosity, format == "json" ? JsonLogLine.Format : TextLogLine.Format, TimeProvider.System));
    });
}

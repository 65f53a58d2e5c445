using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Logging;

/// <summary>Makes the logger factory of a process out of its verbosity flag.</summary>
internal static class ComponentLogging
{
    public static ILoggerFactory Create(int verbosity) => LoggerFactory.Create(builder =>
    {
        var level = verbosity switch
        {
            <= 0 => LogLevel.Warning,
            < 4 => LogLevel.Information,
            < 6 => LogLevel.Debug,
            _ => LogLevel.Trace,
        };
        builder.SetMinimumLevel(level);
        builder.AddFilter("Microsoft", verbosity >= 6 ? LogLevel.Debug : LogLevel.Warning);
        builder.AddProvider(new LineLoggerProvider(Console.Error, TimeProvider.System));
    });
}

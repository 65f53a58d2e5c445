using Microsoft.Extensions.Logging;

namespace KubeSharp.Serving.Logging;

/// <summary>How much a process logs, in klog's numbers: 0 warnings, 1 notices, 4 debugging, 6 everything. It may change at any time.</summary>
public sealed class LogVerbosity(int value)
{
    private const int Notices = 1;
    private const int Debugging = 4;
    private const int Everything = 6;

    private volatile int _value = value;

    public int Value
    {
        get => _value;
        set => _value = value;
    }

    /// <param name="level">Of a message.</param>
    /// <param name="category">Where it comes from. The libraries' own notices are of interest only to those who want everything.</param>
    public bool IsEnabled(LogLevel level, string category) => level >= Least(_value, category) && level != LogLevel.None;

    private static LogLevel Least(int value, string category) => category.StartsWith("Microsoft.", StringComparison.Ordinal)
        ? value >= Everything ? LogLevel.Debug : LogLevel.Warning
        : value switch
        {
            < Notices => LogLevel.Warning,
            < Debugging => LogLevel.Information,
            < Everything => LogLevel.Debug,
            _ => LogLevel.Trace,
        };
}

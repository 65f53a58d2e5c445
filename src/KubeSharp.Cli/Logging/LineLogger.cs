using KubeSharp.Serving.Logging;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Logging;

internal sealed class LineLogger(LineLoggerProvider provider, LogVerbosity verbosity, string category) : ILogger
{
    private readonly string _component = category[(category.LastIndexOf('.') + 1)..];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => verbosity.IsEnabled(logLevel, category);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            provider.Write(logLevel, _component, formatter(state, exception), exception);
        }
    }
}

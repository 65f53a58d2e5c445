using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Logging;

internal sealed class LineLogger(LineLoggerProvider provider, string component) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        var line = new StringBuilder(160);
        line.Append(Letter(logLevel))
            .Append(provider.Now.ToString("MMdd HH:mm:ss.ffffff", CultureInfo.InvariantCulture))
            .Append(' ')
            .Append(component)
            .Append("] ")
            .Append(formatter(state, exception));
        if (exception is not null)
        {
            line.Append(" err=\"").Append(exception).Append('"');
        }

        line.Replace("\r", "").Replace("\n", "\\n");
        provider.Write(line.ToString());
    }

    private static char Letter(LogLevel level) => level switch
    {
        LogLevel.Critical => 'F',
        LogLevel.Error => 'E',
        LogLevel.Warning => 'W',
        LogLevel.Information => 'I',
        _ => 'D',
    };
}

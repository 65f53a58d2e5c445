using KubeSharp.Serving.Logging;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Logging;

/// <summary>How an entry becomes a line.</summary>
internal delegate string LogLineFormat(in LogEntry entry);

/// <summary>Writes each log entry as one line to a writer.</summary>
internal sealed class LineLoggerProvider(TextWriter writer, LogVerbosity verbosity, LogLineFormat format, TimeProvider time) : ILoggerProvider
{
    private readonly Lock _lock = new();

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, verbosity, categoryName);

    public void Dispose() => writer.Flush();

    internal void Write(LogLevel level, string component, string message, Exception? error)
    {
        var line = format(new LogEntry(time.GetUtcNow(), level, component, message, error));
        lock (_lock)
        {
            writer.WriteLine(line);
            writer.Flush();
        }
    }
}

using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Logging;

/// <summary>Writes each log entry as one line to a writer: time, level letter, component and message, then structured values.</summary>
internal sealed class LineLoggerProvider(TextWriter writer, TimeProvider time) : ILoggerProvider
{
    private readonly Lock _lock = new();

    public ILogger CreateLogger(string categoryName) => new LineLogger(this, categoryName[(categoryName.LastIndexOf('.') + 1)..]);

    public void Dispose() => writer.Flush();

    internal void Write(string line)
    {
        lock (_lock)
        {
            writer.WriteLine(line);
            writer.Flush();
        }
    }

    internal DateTimeOffset Now => time.GetUtcNow();
}

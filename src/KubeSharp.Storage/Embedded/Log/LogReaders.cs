using System.Collections.Concurrent;

namespace KubeSharp.Storage.Embedded.Log;

/// <summary>Lends readers; keeps the few that are not in use.</summary>
internal sealed class LogReaders(LogFile file) : IDisposable
{
    private const int Kept = 4;

    private readonly ConcurrentBag<LogReader> _idle = [];
    private volatile bool _disposed;

    public TResult Use<TArgument, TResult>(TArgument argument, Func<LogReader, TArgument, TResult> read)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (!_idle.TryTake(out LogReader? reader))
        {
            reader = new LogReader(file.ConnectReader());
        }

        bool healthy = false;
        try
        {
            TResult result = read(reader, argument);
            healthy = true;
            return result;
        }
        finally
        {
            if (healthy && !_disposed && _idle.Count < Kept)
            {
                _idle.Add(reader);
            }
            else
            {
                reader.Dispose();
            }
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out LogReader? reader))
        {
            reader.Dispose();
        }
    }
}

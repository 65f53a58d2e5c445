using System.IO.Pipelines;

namespace KubeSharp.Kubelet.Server.Logs;

/// <summary>Writes the chosen lines in the form that the client asked for, up to its byte limit.</summary>
internal sealed class LogSink(PipeWriter output, ContainerLogOptions options)
{
    private const int FlushThreshold = 32 * 1024;

    private long _left = options.LimitBytes ?? long.MaxValue;
    private bool _midLine;
    private bool _skipping;

    /// <summary>The byte limit is reached; nothing more is written.</summary>
    public bool IsFull => _left <= 0;

    public bool ShouldFlush => output.UnflushedBytes >= FlushThreshold;

    /// <summary>Takes one line of the file, without its line end.</summary>
    public void Write(ReadOnlySpan<byte> line)
    {
        if (!CriLogLine.TryParse(line, out var parsed))
        {
            return;
        }

        if (!options.Streams.HasFlag(parsed.Stream))
        {
            return;
        }

        // The parts of a line stand or fall together.
        if (!_midLine)
        {
            _skipping = options.Since is { } since && parsed.IsBefore(since);
        }

        if (!_skipping)
        {
            if (options.Timestamps && !_midLine)
            {
                Put(parsed.TimestampText);
                Put(" "u8);
            }

            Put(parsed.Content);
            if (!parsed.IsPartial)
            {
                Put("\n"u8);
            }
        }

        _midLine = parsed.IsPartial;
    }

    /// <returns>False when the client is gone.</returns>
    public async ValueTask<bool> FlushAsync(CancellationToken cancellationToken) => !(await output.FlushAsync(cancellationToken)).IsCompleted;

    private void Put(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _left)
        {
            bytes = bytes[..(int)_left];
        }

        var span = output.GetSpan(bytes.Length);
        bytes.CopyTo(span);
        output.Advance(bytes.Length);
        _left -= bytes.Length;
    }
}

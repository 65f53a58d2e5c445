namespace KubeSharp.ApiServer.Audit.Sinks;

/// <summary>Events as lines of a file, or of standard output if the path is "-".</summary>
internal sealed class LogOutput(RotatingFileOptions options, TimeProvider time) : IAuditOutput, IDisposable
{
    private readonly Lock _writing = new();
    private readonly RotatingFile? _file = options.Path == "-" ? null : new RotatingFile(options, time);
    private readonly Stream? _console = options.Path == "-" ? Console.OpenStandardOutput() : null;

    public string Name => "log";

    public Task WriteAsync(IReadOnlyList<ReadOnlyMemory<byte>> events, CancellationToken cancellationToken)
    {
        try
        {
            Write(events);
            return Task.CompletedTask;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Task.FromException(failure);
        }
    }

    public void Dispose() => _file?.Dispose();

    /// <exception cref="IOException">It is lost.</exception>
    private void Write(IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        lock (_writing)
        {
            foreach (var json in events)
            {
                if (_file is not null)
                {
                    _file.WriteLine(json.Span);
                }
                else
                {
                    _console!.Write([.. json.Span, (byte)'\n']);
                }
            }

            _file?.Flush();
        }
    }
}

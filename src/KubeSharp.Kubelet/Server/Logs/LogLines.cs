namespace KubeSharp.Kubelet.Server.Logs;

/// <summary>Cuts a growing file into lines, keeping an unfinished one until the rest is there.</summary>
internal sealed class LogLines(int initialSize)
{
    // A runtime cuts lines at 16 KiB; a longer one comes from something else and is cut here.
    private const int MaxLine = 1024 * 1024;

    private byte[] _buffer = new byte[initialSize];
    private int _start;
    private int _end;

    /// <summary>Reads more of the file.</summary>
    /// <returns>False at the end of the file.</returns>
    public async ValueTask<bool> FillAsync(FileStream file, CancellationToken cancellationToken)
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        if (_end == _buffer.Length)
        {
            Array.Resize(ref _buffer, _buffer.Length * 2);
        }

        var read = await file.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _end += read;
        return read > 0;
    }

    /// <summary>The next whole line without its end. Valid until the next fill.</summary>
    public bool TryTake(out ReadOnlySpan<byte> line)
    {
        var pending = _buffer.AsSpan(_start, _end - _start);
        var length = pending.IndexOf((byte)'\n');
        if (length < 0 && pending.Length < MaxLine)
        {
            line = default;
            return false;
        }

        line = length < 0 ? pending : pending[..length];
        _start += length < 0 ? pending.Length : length + 1;
        return true;
    }

    /// <summary>Forgets an unfinished line: another file starts.</summary>
    public void Reset() => _start = _end = 0;
}

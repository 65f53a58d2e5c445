using System.Globalization;
using System.IO.Compression;

namespace KubeSharp.ApiServer.Audit.Sinks;

/// <summary>
/// A log file that is put aside as <c>NAME-2006-01-02T15-04-05.000.log</c> when it is full. Used by one writer at a time.
/// </summary>
internal sealed class RotatingFile(RotatingFileOptions options, TimeProvider time) : IDisposable
{
    private const long DefaultMaxBytes = 100L << 20;
    private const string StampFormat = "yyyy-MM-dd'T'HH-mm-ss.fff";

    private readonly string _directory = Path.GetDirectoryName(Path.GetFullPath(options.Path))!;
    private readonly string _stem = Path.GetFileNameWithoutExtension(options.Path);
    private readonly string _extension = Path.GetExtension(options.Path);
    private FileStream? _file;

    /// <exception cref="IOException">It cannot be written.</exception>
    public void WriteLine(ReadOnlySpan<byte> line)
    {
        var max = options.MaxBytes > 0 ? options.MaxBytes : DefaultMaxBytes;
        _file ??= Open();
        if (_file.Length > 0 && _file.Length + line.Length + 1 > max)
        {
            Rotate();
        }

        _file!.Write(line);
        _file.WriteByte((byte)'\n');
    }

    public void Flush() => _file?.Flush();

    public void Dispose() => _file?.Dispose();

    private FileStream Open()
    {
        Directory.CreateDirectory(_directory);
        var stream = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete };
        if (!OperatingSystem.IsWindows())
        {
            stream.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(options.Path, stream);
    }

    private void Rotate()
    {
        _file!.Dispose();
        _file = null;
        var stamp = time.GetUtcNow().ToString(StampFormat, CultureInfo.InvariantCulture);
        var aside = Path.Combine(_directory, $"{_stem}-{stamp}{_extension}");
        File.Move(options.Path, aside, overwrite: true);
        if (options.Compress)
        {
            Compress(aside);
        }

        _file = Open();
        RemoveOld();
    }

    private static void Compress(string path)
    {
        using (var from = File.OpenRead(path))
        using (var to = new GZipStream(File.Create(path + ".gz"), CompressionLevel.Fastest))
        {
            from.CopyTo(to);
        }

        File.Delete(path);
    }

    private void RemoveOld()
    {
        var backups = Directory.GetFiles(_directory, _stem + "-*")
            .Select(path => (Path: path, At: StampOf(path)))
            .Where(backup => backup.At is not null)
            .OrderByDescending(backup => backup.At)
            .ToList();
        var oldest = options.MaxAge > TimeSpan.Zero ? time.GetUtcNow() - options.MaxAge : DateTimeOffset.MinValue;
        foreach (var (index, backup) in backups.Index())
        {
            if ((options.MaxBackups > 0 && index >= options.MaxBackups) || backup.At < oldest)
            {
                File.Delete(backup.Path);
            }
        }
    }

    private DateTimeOffset? StampOf(string path)
    {
        var name = Path.GetFileName(path).AsSpan();
        name = name.EndsWith(".gz") ? name[..^3] : name;
        return name.EndsWith(_extension)
            && DateTimeOffset.TryParseExact(
                name[(_stem.Length + 1)..^_extension.Length], StampFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null;
    }
}

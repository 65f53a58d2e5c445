using System.Text;
using KubeSharp.ApiServer.Audit.Sinks;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Audit.Sinks;

public sealed class RotatingFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-audit-").FullName;
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void FullFile_IsPutAsideUnderItsTime()
    {
        Write(new RotatingFileOptions { Path = InDirectory, MaxBytes = 12 }, "first", "second", "third");
        Assert.Equal(["audit-2026-01-02T03-05-05.000.log", "audit-2026-01-02T03-06-05.000.log", "audit.log"], Files());
        Assert.Equal("first\n", File.ReadAllText(Path.Combine(_directory, Files()[0])));
        Assert.Equal("third\n", File.ReadAllText(InDirectory));
    }

    [Fact]
    public void OldFiles_GoByNumberAndAge()
    {
        Write(new RotatingFileOptions { Path = InDirectory, MaxBytes = 3, MaxBackups = 2 }, "a", "b", "c", "d", "e");
        Assert.Equal(["audit-2026-01-02T03-07-05.000.log", "audit-2026-01-02T03-08-05.000.log", "audit.log"], Files());
        _time.Advance(TimeSpan.FromDays(2));
        Write(new RotatingFileOptions { Path = InDirectory, MaxBytes = 3, MaxAge = TimeSpan.FromDays(1) }, "f");
        Assert.Equal(2, Files().Length);
    }

    [Fact]
    public void OldFiles_MayBeCompressed()
    {
        Write(new RotatingFileOptions { Path = InDirectory, MaxBytes = 3, Compress = true }, "a", "b");
        Assert.Equal(["audit-2026-01-02T03-05-05.000.log.gz", "audit.log"], Files());
    }

    private string InDirectory => Path.Combine(_directory, "audit.log");

    private string[] Files() => [.. Directory.GetFiles(_directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>A line a minute.</summary>
    private void Write(RotatingFileOptions options, params string[] lines)
    {
        using var file = new RotatingFile(options, _time);
        foreach (var line in lines)
        {
            file.WriteLine(Encoding.UTF8.GetBytes(line));
            _time.Advance(TimeSpan.FromMinutes(1));
        }
    }
}

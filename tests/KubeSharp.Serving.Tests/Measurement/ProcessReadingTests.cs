using KubeSharp.Serving.Measurement;

namespace KubeSharp.Serving.Tests.Measurement;

public sealed class ProcessReadingTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-proc-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Stat_IsReadBehindANameWithBrackets()
    {
        File.WriteAllText(
            Path.Combine(_directory, "stat"),
            "42 (a) b) (c) S 1 42 42 0 -1 4194304 100 0 0 0 150 50 0 0 20 0 9 0 1000 123456789 300 18446744073709551615 0 0 0");
        var reading = ProcessReading.Of(_directory)!.Value;
        Assert.Equal((2.0, 123456789L, 300L * Environment.SystemPageSize), (reading.CpuSeconds, reading.VirtualBytes, reading.ResidentBytes));
    }

    [Fact]
    public void WithoutProc_NothingIsTold() => Assert.Null(ProcessReading.Of(_directory));
}

using System.IO.Pipelines;
using System.Text;
using KubeSharp.Kubelet.Server.Logs;

namespace KubeSharp.Kubelet.Tests.Server.Logs;

public sealed class ContainerLogReaderTests : IDisposable
{
    private const string Sample =
        "2026-01-02T03:04:01.000000001Z stdout F one\n" +
        "2026-01-02T03:04:02.000000002Z stderr F two\n" +
        "2026-01-02T03:04:03.000000003Z stdout P thr\n" +
        "2026-01-02T03:04:04.000000004Z stdout F ee\n" +
        "2026-01-02T03:04:05.000000005Z stdout F \n";

    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-logs").FullName;
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromSeconds(20));

    private string LogPath => Path.Combine(_directory, "0.log");

    [Fact]
    public async Task Plain_JoinsPartsAndDropsTheFrame() => Assert.Equal("one\ntwo\nthree\n\n", await ReadAsync(new ContainerLogOptions()));

    [Fact]
    public async Task Timestamps_StandBeforeWholeLinesOnly() => Assert.Equal(
        "2026-01-02T03:04:01.000000001Z one\n2026-01-02T03:04:02.000000002Z two\n2026-01-02T03:04:03.000000003Z three\n" +
        "2026-01-02T03:04:05.000000005Z \n",
        await ReadAsync(new ContainerLogOptions { Timestamps = true }));

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "\n")]
    [InlineData(2, "ee\n\n")]
    [InlineData(4, "two\nthree\n\n")]
    [InlineData(99, "one\ntwo\nthree\n\n")]
    public async Task Tail_CountsLinesOfTheFile(long tail, string expected) =>
        Assert.Equal(expected, await ReadAsync(new ContainerLogOptions { TailLines = tail }));

    [Theory]
    [InlineData("2026-01-02T03:04:02.0000000Z", "two\nthree\n\n")]
    [InlineData("2026-01-02T03:04:03.5Z", "\n")]
    [InlineData("2026-01-02T04:04:02+01:00", "two\nthree\n\n")]
    [InlineData("2027-01-01T00:00:00Z", "")]
    public async Task Since_LeavesOutEarlierLines(string since, string expected) =>
        Assert.Equal(expected, await ReadAsync(new ContainerLogOptions { Since = DateTimeOffset.Parse(since, null) }));

    [Theory]
    [InlineData(0, "")]
    [InlineData(2, "on")]
    [InlineData(4, "one\n")]
    [InlineData(10, "one\ntwo\nth")]
    public async Task LimitBytes_CutsTheOutput(long limit, string expected) =>
        Assert.Equal(expected, await ReadAsync(new ContainerLogOptions { LimitBytes = limit }));

    [Fact]
    public async Task Stream_IsChosen() => Assert.Equal("two\n", await ReadAsync(new ContainerLogOptions { Streams = CriLogStream.Stderr }));

    [Fact]
    public async Task Tail_FindsItsStartAcrossBlocks()
    {
        var text = new StringBuilder();
        for (var i = 0; i < 5000; i++)
        {
            text.Append("2026-01-02T03:04:05.000000005Z stdout F line ").Append(i).Append('\n');
        }

        Assert.Equal(
            string.Concat(Enumerable.Range(2000, 3000).Select(i => $"line {i}\n")),
            await ReadAsync(new ContainerLogOptions { TailLines = 3000 }, text.ToString()));
    }

    [Fact]
    public async Task UnreadableLines_AreLeftOut() =>
        Assert.Equal("ok\n", await ReadAsync(new ContainerLogOptions(), "garbage\n\n2026 stdin F x\n2026-01-02T03:04:05Z stdout F:extra ok\n"));

    [Fact]
    public async Task Follow_ReadsOnThroughRotationUntilTheContainerEnds()
    {
        await File.WriteAllTextAsync(LogPath, Line("one"));
        var pipe = new Pipe();
        var running = true;
        var copying = CopyAsync(pipe, new ContainerLogOptions { Follow = true }, () => running);

        await ExpectAsync(pipe.Reader, "one\n");
        await File.AppendAllTextAsync(LogPath, Line("two"));
        await ExpectAsync(pipe.Reader, "two\n");

        File.Move(LogPath, LogPath + ".20260102-030405");
        await File.AppendAllTextAsync(LogPath + ".20260102-030405", Line("late"));
        await File.WriteAllTextAsync(LogPath, Line("three"));
        await ExpectAsync(pipe.Reader, "late\nthree\n");

        await File.AppendAllTextAsync(LogPath, Line("last"));
        running = false;
        await ExpectAsync(pipe.Reader, "last\n");
        await copying;
    }

    [Fact]
    public async Task MissingFile_IsNotFound() => await Assert.ThrowsAsync<FileNotFoundException>(
        () => CopyAsync(new Pipe(), new ContainerLogOptions(), () => false));

    public void Dispose()
    {
        _stop.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static string Line(string text) => $"2026-01-02T03:04:05.000000005Z stdout F {text}\n";

    private async Task<string> ReadAsync(ContainerLogOptions options, string content = Sample)
    {
        await File.WriteAllTextAsync(LogPath, content);
        var output = new MemoryStream();
        var writer = PipeWriter.Create(output);
        await new ContainerLogReader(TimeProvider.System).CopyAsync(LogPath, options, writer, _ => ValueTask.FromResult(false), _stop.Token);
        await writer.CompleteAsync();
        return Encoding.UTF8.GetString(output.ToArray());
    }

    private async Task CopyAsync(Pipe pipe, ContainerLogOptions options, Func<bool> running)
    {
        await new ContainerLogReader(TimeProvider.System).CopyAsync(
            LogPath, options, pipe.Writer, _ => ValueTask.FromResult(running()), _stop.Token);
        await pipe.Writer.CompleteAsync();
    }

    private async Task ExpectAsync(PipeReader reader, string expected)
    {
        var result = await reader.ReadAtLeastAsync(expected.Length, _stop.Token);
        var bytes = new byte[result.Buffer.Length];
        var offset = 0;
        foreach (var segment in result.Buffer)
        {
            segment.CopyTo(bytes.AsMemory(offset));
            offset += segment.Length;
        }

        Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
        reader.AdvanceTo(result.Buffer.End);
    }
}

using System.Text;
using KubeSharp.ApiServer.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Configuration;

public sealed class ReloadedFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-reload-").FullName;
    private readonly List<string> _applied = [];

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task ChangedContent_IsApplied_AndTheSameOneIsNot()
    {
        var file = Create("one");
        await file.CheckAsync(CancellationToken.None);
        Assert.Empty(_applied);
        File.WriteAllText(PathOf("one"), "second");
        await file.CheckAsync(CancellationToken.None);
        await file.CheckAsync(CancellationToken.None);
        Assert.Equal(["second"], _applied);
    }

    [Fact]
    public async Task MissingOrUnusableFile_ChangesNothing()
    {
        var file = Create("two");
        File.Delete(PathOf("two"));
        await file.CheckAsync(CancellationToken.None);
        File.WriteAllText(PathOf("two"), "bad");
        await file.CheckAsync(CancellationToken.None);
        File.WriteAllText(PathOf("two"), "good");
        await file.CheckAsync(CancellationToken.None);
        Assert.Equal(["good"], _applied);
    }

    [Fact]
    public async Task FileThatIsReplaced_IsNoticed()
    {
        var noticed = new TaskCompletionSource();
        var file = Create("three", noticed.SetResult);
        using var stop = new CancellationTokenSource();
        var running = file.RunAsync(stop.Token);
        File.WriteAllText(PathOf("three.new"), "second");
        File.Move(PathOf("three.new"), PathOf("three"), overwrite: true);
        await noticed.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    private string PathOf(string name) => Path.Combine(_directory, name);

    private ReloadedFile Create(string name, Action? applied = null)
    {
        var content = Encoding.UTF8.GetBytes("first");
        File.WriteAllBytes(PathOf(name), content);
        return new ReloadedFile(
            PathOf(name),
            content,
            (bytes, _) =>
            {
                var text = Encoding.UTF8.GetString(bytes);
                if (text == "bad")
                {
                    throw new ConfigurationException("bad");
                }

                _applied.Add(text);
                applied?.Invoke();
                return ValueTask.CompletedTask;
            },
            new FakeTimeProvider(),
            NullLogger<ReloadedFile>.Instance);
    }
}

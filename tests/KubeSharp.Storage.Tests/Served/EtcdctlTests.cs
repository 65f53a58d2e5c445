using System.Diagnostics;
using KubeSharp.Storage.Embedded;
using KubeSharp.Storage.Embedded.Backup;
using KubeSharp.Storage.Tests.Embedded;

namespace KubeSharp.Storage.Tests.Served;

/// <summary>Debian's etcdctl on the served store.</summary>
[Trait("Category", "Node")]
public sealed class EtcdctlTests : IAsyncLifetime
{
    private readonly ServedStore _served = new(TimeProvider.System, quota: 4 << 20);
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _served.StartAsync(Cancel);

    public async ValueTask DisposeAsync()
    {
        await _served.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task ReadsAndWrites()
    {
        Assert.Equal("OK\n", await RunAsync("put", "/k/a", "1"));
        Assert.Equal("OK\n", await RunAsync("put", "/k/b", "2"));
        Assert.Equal("OK\n/k/a\n1\n", await RunAsync("put", "--prev-kv", "/k/a", "3"));
        Assert.Equal("/k/a\n3\n/k/b\n2\n", await RunAsync("get", "--prefix", "/k/"));
        Assert.Equal("/k/a\n3\n", await RunAsync("get", "--prefix", "--sort-by=VALUE", "--order=DESCEND", "--limit=1", "/k/"));
        Assert.Equal("/k/a\n1\n", await RunAsync("get", "--rev=3", "/k/a"));
        Assert.Equal("1\n/k/b\n2\n", await RunAsync("del", "--prev-kv", "/k/b"));
        Assert.Equal("", await RunAsync("get", "/k/b"));
    }

    [Fact]
    public async Task CommitsTransactionsAndLeases()
    {
        string granted = await RunAsync("lease", "grant", "600");
        string lease = granted.Split(' ')[1];
        Assert.Equal("OK\n", await RunAsync("put", $"--lease={lease}", "/leased", "1"));
        Assert.Equal("SUCCESS\n\nOK\n", await RunAsync(["txn"], "mod(\"/leased\") > \"0\"\n\nput /t yes\n\nput /t no\n\n"));
        Assert.Equal($"found 1 leases\n{lease}\n", await RunAsync("lease", "list"));
        Assert.Matches($@"^lease {lease} granted with TTL\(600s\), remaining\(\d+s\), attached keys\(\[/leased\]\)\n$", await RunAsync("lease", "timetolive", "--keys", lease));
        Assert.Equal($"lease {lease} keepalived with TTL(600)\n", await RunAsync("lease", "keep-alive", "--once", lease));
        Assert.Equal("SUCCESS\n\nOK\n", await RunAsync(["txn"], "value(\"/leased\") = \"1\"\n\nput /t value\n\nput /t no\n\n"));
        Assert.Equal("/t\nvalue\n", await RunAsync("get", "/t"));
        Assert.Equal("OK\n", await RunAsync("put", "--ignore-lease", "/leased", "2"));
        await RunAsync("lease", "revoke", lease);
        Assert.Equal("lease " + lease + " already expired\n", await RunAsync("lease", "timetolive", lease));
        Assert.Equal("", await RunAsync("get", "/leased"));
    }

    [Fact]
    public async Task Watches_FromARevision()
    {
        await RunAsync("put", "/w/a", "1");
        await RunAsync("put", "/w/a", "2");
        await RunAsync("del", "/w/a");
        using Process watch = Start(["watch", "--prefix", "--rev=2", "/w/"]);
        var lines = new List<string?>();
        while (lines.Count < 8)
        {
            lines.Add(await watch.StandardOutput.ReadLineAsync(Cancel));
        }

        watch.Kill();
        Assert.Equal(["PUT", "/w/a", "1", "PUT", "/w/a", "2", "DELETE", "/w/a"], lines);
    }

    [Fact]
    public async Task SavesSnapshotsThatRestore()
    {
        await RunAsync("put", "/s", "saved");
        string file = Path.Combine(_directory.Path, "snapshot");
        await RunAsync("snapshot", "save", file);
        await StoreBackup.RestoreAsync(file, _directory.Path, overwrite: false, Cancel);
        await using EmbeddedStore restored = _directory.Open();
        Assert.Equal("/s", Assert.Single((await restored.RangeAsync(new RangeRequest(KeyRange.All), Cancel)).KeyValues).Key);
    }

    [Fact]
    public async Task AsksAfterItsState()
    {
        await RunAsync("endpoint", "health");
        Assert.Contains("3.5.8", await RunAsync("endpoint", "status"), StringComparison.Ordinal);
        Assert.Contains("kubesharp", await RunAsync("member", "list"), StringComparison.Ordinal);
        Assert.Equal("", await RunAsync("alarm", "list"));
        Assert.NotEqual("", await RunAsync("endpoint", "hashkv"));
        await RunAsync("put", "/a", "1");
        await RunAsync("put", "/a", "2");
        Assert.Equal("compacted revision 3\n", await RunAsync("compaction", "3"));
        await RunAsync("defrag");
        Assert.Equal("", await RunAsync("user", "list"));
        Assert.Equal("", await RunAsync("role", "list"));
        while (await Record.ExceptionAsync(async () => await _served.Store.CommitAsync(
            new Transaction { Success = [Operation.Put($"/full/{_served.Store.CurrentRevision}", new byte[100_000])] }, Cancel)) is null)
        {
        }

        Assert.Contains("NOSPACE", await RunAsync("alarm", "list"), StringComparison.Ordinal);
    }

    private Task<string> RunAsync(params string[] arguments) => RunAsync(arguments, input: "");

    private async Task<string> RunAsync(string[] arguments, string input)
    {
        using Process process = Start(arguments);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        Task<string> errors = process.StandardError.ReadToEndAsync(Cancel);
        string output = await process.StandardOutput.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        Assert.True(process.ExitCode == 0, await errors);
        return output;
    }

    private Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("etcdctl", ["--endpoints", _served.Address.Authority, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ETCDCTL_API"] = "3";
        return Process.Start(start)!;
    }
}

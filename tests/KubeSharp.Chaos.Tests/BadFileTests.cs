using System.Diagnostics;
using KubeSharp.Storage.Testing;

namespace KubeSharp.Chaos.Tests;

/// <summary>Files that are not what a flag says: the program ends, names the file, and shows nothing of itself.</summary>
[Trait("Category", "Node")]
public sealed class BadFileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-files-").FullName;

    [Theory]
    [InlineData("apiserver", "--tls-cert-file FILE --tls-private-key-file FILE")]
    [InlineData("apiserver", "--client-ca-file FILE")]
    [InlineData("apiserver", "--requestheader-client-ca-file FILE")]
    [InlineData("apiserver", "--service-account-signing-key-file FILE")]
    [InlineData("apiserver", "--service-account-key-file FILE")]
    [InlineData("apiserver", "--token-auth-file FILE")]
    [InlineData("apiserver", "--audit-policy-file FILE --audit-log-path -")]
    [InlineData("apiserver", "--encryption-provider-config FILE")]
    [InlineData("apiserver", "--authentication-config FILE")]
    [InlineData("apiserver", "--authorization-config FILE")]
    [InlineData("apiserver", "--etcd-cafile FILE --etcd-servers https://127.0.0.1:1")]
    [InlineData("scheduler", "--kubeconfig FILE")]
    [InlineData("controller-manager", "--kubeconfig FILE")]
    [InlineData("restore", "FILE")]
    public async Task GarbageAndMissingFiles_AreNamed(string command, string flags)
    {
        var file = Path.Combine(_directory, "file");
        await ExpectAsync(command, flags.Replace("FILE", file), file);
        await File.WriteAllTextAsync(file, "garbage \u0001\u00ff\n", TestContext.Current.CancellationToken);
        await ExpectAsync(command, flags.Replace("FILE", file), file);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private async Task ExpectAsync(string command, string flags, string file)
    {
        var address = EtcdProcess.FreeAddress().ToString();
        string[] place = command switch
        {
            "apiserver" => ["--data-dir", Path.Combine(_directory, "data"), "--bind-address", address, "--advertise-address", address],
            "restore" => ["--data-dir", Path.Combine(_directory, "data")],
            _ => [],
        };
        using var process = Process.Start(new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "kubesharp"), [command, .. place, .. flags.Split(' ')])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, process.ExitCode);
        Assert.Contains(file, error, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", error + await output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }
}

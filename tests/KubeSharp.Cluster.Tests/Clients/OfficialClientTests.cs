namespace KubeSharp.Cluster.Tests.Clients;

/// <summary>The project's clients of other languages, used as their users do. Their steps are in the programs beside this file.</summary>
public sealed class OfficialClientTests(ClusterFixture fixture)
{
    private static string Programs { get; } = Path.Combine(Repository.Root, "tests", "KubeSharp.Cluster.Tests", "Clients");

    [Fact]
    public async Task Python() =>
        AssertDone(await RunAsync("/usr/bin/python3", Path.Combine(Programs, "client.py"), "client-python"), "custom resource used", "namespace gone");

    [Fact]
    public async Task JavaScript()
    {
        // A module is looked for beside the program that wants it.
        var program = Path.Combine(Repository.Root, "artifacts", "clients", "node", "client.mjs");
        File.Copy(Path.Combine(Programs, "client.mjs"), program, overwrite: true);
        AssertDone(await RunAsync("node", program, "client-javascript"), "applied; errors are those of the API", "namespace gone");
    }

    private Task<ShellResult> RunAsync(string interpreter, string program, string name) =>
        Shell.RunAsync(interpreter, [program, name], environment: fixture.Cluster.Environment);

    private static void AssertDone(ShellResult result, params string[] steps)
    {
        Assert.True(result.ExitCode == 0, result.All);
        Assert.All(steps, step => Assert.Contains(step, result.Output));
    }
}

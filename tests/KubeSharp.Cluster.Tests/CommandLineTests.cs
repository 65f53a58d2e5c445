using System.Net;
using System.Net.Sockets;

namespace KubeSharp.Cluster.Tests;

/// <summary>Mistakes are told in one line, with what to do.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("up --nosuch", "kubesharp: unknown flag --nosuch: see kubesharp up --help")]
    [InlineData("frob", "kubesharp: unexpected \"frob\": see kubesharp --help")]
    [InlineData("image import", "kubesharp: Required argument 'FILE' missing for command: 'import': see kubesharp image import --help")]
    public async Task AMistypedCommand(string words, string line)
    {
        var result = await Shell.RunAsync(Repository.Binary, words.Split(' '));

        Assert.Equal((1, "", line), (result.ExitCode, result.Output, result.Error.TrimEnd()));
    }

    [Fact]
    public async Task APortThatIsTaken()
    {
        using var other = new TcpListener(IPAddress.Any, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        var directory = Directory.CreateTempSubdirectory("kubesharp-taken-").FullName;
        var result = await Shell.RunAsync(Repository.Binary, ["up", "--data-dir", directory, "--secure-port", $"{port}"]);
        Directory.Delete(directory, recursive: true);

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            $"kubesharp: port {port} is taken: end the program that listens there (ss -ltnp), or choose another with --secure-port", result.Error.TrimEnd());
    }
}

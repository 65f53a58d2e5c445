namespace KubeSharp.Chaos.Tests;

/// <summary>What the API servers share: the cluster's keys, and the token of an administrator.</summary>
internal sealed class ServerFiles : IDisposable
{
    public const string Token = "chaos";

    public ServerFiles() => File.WriteAllText(Tokens, $"{Token},admin,admin,system:masters\n");

    public string DataDirectory { get; } = Directory.CreateTempSubdirectory("kubesharp-chaos-").FullName;

    public string Tokens => Path.Combine(DataDirectory, "tokens.csv");

    public void Dispose() => Directory.Delete(DataDirectory, recursive: true);
}

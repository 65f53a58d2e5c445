namespace KubeSharp.Cluster.Tests;

internal sealed record ShellResult(int ExitCode, string Output, string Error)
{
    public string All => Output + Error;
}

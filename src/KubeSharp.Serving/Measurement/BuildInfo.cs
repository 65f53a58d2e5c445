using System.Runtime.InteropServices;
using Prometheus;

namespace KubeSharp.Serving.Measurement;

/// <summary>Which binary runs.</summary>
/// <param name="GitVersion">v1.36.0.</param>
/// <param name="GitCommit">Hexadecimal.</param>
/// <param name="GitTreeState">clean, dirty or archive.</param>
/// <param name="BuildDate">RFC 3339.</param>
public sealed record BuildInfo(string GitVersion, string GitCommit, string GitTreeState, string BuildDate)
{
    /// <summary>Shows it as kubernetes_build_info, and the process_* metrics with it.</summary>
    public void Install()
    {
        ProcessMetrics.Install();
        AddTo(Metrics.DefaultRegistry);
    }

    internal void AddTo(CollectorRegistry registry)
    {
        Metrics.WithCustomRegistry(registry).CreateGauge(
                "kubernetes_build_info", "1; the labels say which binary runs.",
                "major", "minor", "git_version", "git_commit", "git_tree_state", "build_date", "go_version", "compiler", "platform")
            .WithLabels(
                Major, Minor, GitVersion, GitCommit, GitTreeState, BuildDate, Runtime, "dotnet", Platform)
            .Set(1);
    }

    public string Major => GitVersion.TrimStart('v').Split('.')[0];

    public string Minor => GitVersion.Split('.') is { Length: > 1 } parts ? parts[1] : "";

    /// <summary>Stands where Go programs tell their version of Go.</summary>
    public string Runtime { get; } = "dotnet" + Environment.Version;

    private static string Platform => "linux/" + (RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? "arm64" : "amd64");
}

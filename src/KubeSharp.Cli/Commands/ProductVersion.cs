using KubeSharp.Serving.Measurement;

namespace KubeSharp.Cli.Commands;

internal static class ProductVersion
{
    /// <summary>The Kubernetes release whose API is served, and the product's own release behind the plus sign.</summary>
    public const string GitVersion = "v1.36.4+kubesharp0.1.0";

    public static BuildInfo Build { get; } = new(GitVersion, SourceRevision.GitCommit, SourceRevision.GitTreeState, SourceRevision.BuildDate);
}

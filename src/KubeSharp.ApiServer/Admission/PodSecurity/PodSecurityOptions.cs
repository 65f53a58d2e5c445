namespace KubeSharp.ApiServer.Admission.PodSecurity;

/// <summary>The plugin's configuration (PodSecurityConfiguration): what unlabelled namespaces get, and who is exempt.</summary>
internal sealed record PodSecurityOptions
{
    public NamespacePolicy Defaults { get; init; } = new(LevelVersion.Privileged, LevelVersion.Privileged, LevelVersion.Privileged);

    public IReadOnlySet<string> ExemptUsernames { get; init; } = new HashSet<string>();

    public IReadOnlySet<string> ExemptNamespaces { get; init; } = new HashSet<string>();

    public IReadOnlySet<string> ExemptRuntimeClasses { get; init; } = new HashSet<string>();
}

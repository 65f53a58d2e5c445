namespace KubeSharp.ApiServer.Admission.PodSecurity;

/// <summary>One rule of the Pod Security Standards.</summary>
/// <param name="Id">Upstream's id; violations are reported in its order.</param>
/// <param name="Since">Minor version of the release that added the rule.</param>
/// <param name="Find">The violation, or null.</param>
internal sealed record PodCheck(string Id, PodSecurityLevel Level, int Since, Func<PodView, LevelVersion, Violation?> Find)
{
    /// <summary>Weaker check that this one makes superfluous at its level.</summary>
    public string Overrides { get; init; } = "";
}

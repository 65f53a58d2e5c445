using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Audit.Policy;

/// <summary>A rule of a policy. What it leaves out is not looked at.</summary>
internal sealed record AuditRule
{
    public required AuditDecision Decision { get; init; }

    public IReadOnlyList<string> Users { get; init; } = [];

    public IReadOnlyList<string> UserGroups { get; init; } = [];

    public IReadOnlyList<string> Verbs { get; init; } = [];

    /// <summary>"" stands for what is in no namespace.</summary>
    public IReadOnlyList<string> Namespaces { get; init; } = [];

    public IReadOnlyList<AuditResources> Resources { get; init; } = [];

    /// <summary>Paths; a star at the end stands for anything.</summary>
    public IReadOnlyList<string> NonResourceUrls { get; init; } = [];

    public bool Matches(in AuditSubject subject)
    {
        var (user, info) = subject;
        if ((Users.Count > 0 && !Users.Contains(user.Name))
            || (UserGroups.Count > 0 && !UserGroups.Any(user.InGroup))
            || (Verbs.Count > 0 && !Verbs.Contains(info.Verb)))
        {
            return false;
        }

        if (Namespaces.Count > 0 || Resources.Count > 0)
        {
            return info.IsResourceRequest
                && (Namespaces.Count == 0 || Namespaces.Contains(info.Namespace))
                && (Resources.Count == 0 || Resources.Any(resources => resources.Covers(info)));
        }

        return NonResourceUrls.Count == 0 || (!info.IsResourceRequest && NonResourceUrls.Any(pattern => Covers(pattern, info.Path)));
    }

    private static bool Covers(string pattern, string path) =>
        pattern.EndsWith('*') ? path.StartsWith(pattern.AsSpan()[..^1], StringComparison.Ordinal) : pattern == path;
}

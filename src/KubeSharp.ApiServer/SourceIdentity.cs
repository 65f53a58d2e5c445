namespace KubeSharp.ApiServer;

/// <summary>Which sources a binary was built from.</summary>
/// <param name="GitCommit">Hexadecimal, or "unknown" when it was not built from a git checkout.</param>
/// <param name="GitTreeState">"clean", "dirty" when there were changes on top of the commit, or "archive" without git.</param>
/// <param name="BuildDate">RFC 3339 in UTC. That of the commit, so that a build can be repeated.</param>
public sealed record SourceIdentity(string GitCommit = "unknown", string GitTreeState = "archive", string BuildDate = "1970-01-01T00:00:00Z");

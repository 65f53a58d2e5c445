namespace KubeSharp.Cel;

/// <summary>An expression that does not parse or check. The message has all issues, each with its place and the line it is in.</summary>
public sealed class CelCompileException(string message, IReadOnlyList<CelIssue> issues) : Exception(message)
{
    public IReadOnlyList<CelIssue> Issues => issues;
}

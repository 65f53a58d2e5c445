namespace KubeSharp.Cel;

/// <summary>Something wrong with an expression.</summary>
/// <param name="Position">Where, in code points from the start; -1 if nowhere in particular.</param>
/// <param name="Message">Without the place.</param>
public sealed record CelIssue(int Position, string Message);

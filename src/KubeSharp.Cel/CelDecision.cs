namespace KubeSharp.Cel;

/// <param name="Allowed">The answer.</param>
/// <param name="Reason">Why; may be empty.</param>
/// <param name="Error">Null unless the question could not be answered.</param>
public sealed record CelDecision(bool Allowed, string Reason, string? Error = null);

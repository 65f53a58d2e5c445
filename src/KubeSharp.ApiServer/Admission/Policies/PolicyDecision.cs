namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>A validation that does not hold, or could not be evaluated.</summary>
/// <param name="Policy">Its policy.</param>
/// <param name="Binding">The binding that has put it into effect.</param>
/// <param name="Message">What the user is told.</param>
/// <param name="Reason">Of the status; null: Invalid.</param>
internal sealed record PolicyDecision(ValidatingPolicy Policy, PolicyBinding Binding, string Message, string? Reason);

namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>A policy, or one of its bindings, that could not be evaluated, and must not be passed over.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Binding">Its name; null if the policy itself is to blame.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Reason">Of the status; null for that of all refusals.</param>
internal sealed record PolicyFailure(string Policy, string? Binding, string Message, string? Reason);

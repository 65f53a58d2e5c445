namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>A policy or its binding cannot be evaluated; what follows is up to the failure policy.</summary>
internal sealed class PolicyException(string message) : Exception(message);

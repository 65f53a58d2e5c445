namespace KubeSharp.ApiServer.Admission.Policies;

/// <summary>A policy or its binding cannot be evaluated; what follows is up to the failure policy.</summary>
/// <param name="message">Why.</param>
/// <param name="errorType">As metrics name it.</param>
internal sealed class PolicyException(string message, string errorType = PolicyErrorType.Invalid) : Exception(message)
{
    public string ErrorType => errorType;
}

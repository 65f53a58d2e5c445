namespace KubeSharp.ApiServer.Admission.Expressions;

/// <summary>Match conditions could not be evaluated; what follows is up to the failure policy.</summary>
internal sealed class MatchConditionException(string message) : Exception(message);

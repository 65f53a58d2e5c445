namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>Why a token does not hold. Goes into the log and into TokenReview, never to the bearer.</summary>
internal sealed class InvalidTokenException(string message) : Exception(message);

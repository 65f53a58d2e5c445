using KubeSharp.Cel;

namespace KubeSharp.ApiServer.Authentication.OpenIdConnect;

/// <summary>What has to hold of a token or its user.</summary>
/// <param name="Program">Gives a truth value.</param>
/// <param name="Message">Why a token is refused; may be "".</param>
internal sealed record ClaimRule(CelProgram Program, string Message);

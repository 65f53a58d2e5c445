namespace KubeSharp.ApiServer.Authentication.Impersonation;

/// <summary>Whom a request acts as.</summary>
/// <param name="User">The user himself where there is no impersonation.</param>
/// <param name="Constraint">The verb of constrained impersonation that allowed it, for the audit log; "" for none.</param>
internal readonly record struct ImpersonatedUser(UserInfo User, string Constraint = "");

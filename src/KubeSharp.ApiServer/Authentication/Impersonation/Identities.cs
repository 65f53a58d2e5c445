using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Authentication.Impersonation;

/// <summary>Users whose names say what they are.</summary>
internal static class Identities
{
    /// <summary>The node of the name; null if it is no node's.</summary>
    public static string? NodeOf(string user) =>
        user.StartsWith(WellKnownUsers.NodePrefix, StringComparison.Ordinal)
        && user[WellKnownUsers.NodePrefix.Length..] is var name && NameRules.IsDns1123Subdomain(name)
            ? name
            : null;

    /// <summary>Namespace and name of the service account; null if it is none.</summary>
    public static (string Namespace, string Name)? ServiceAccountOf(string user) =>
        user.StartsWith(WellKnownUsers.ServiceAccountPrefix, StringComparison.Ordinal)
        && user[WellKnownUsers.ServiceAccountPrefix.Length..].Split(':') is [{ Length: > 0 } ns, { Length: > 0 } name]
            ? (ns, name)
            : null;
}

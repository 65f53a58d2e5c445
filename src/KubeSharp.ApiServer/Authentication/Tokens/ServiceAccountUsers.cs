using KubeSharp.Api;

namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>The user that a ServiceAccount is.</summary>
internal static class ServiceAccountUsers
{
    public static string NameOf(string ns, string name) => $"{WellKnownUsers.ServiceAccountPrefix}{ns}:{name}";

    /// <summary>Null when <paramref name="user"/> is not a ServiceAccount's name.</summary>
    public static (string Namespace, string Name)? TryParse(string user)
    {
        if (!user.StartsWith(WellKnownUsers.ServiceAccountPrefix, StringComparison.Ordinal))
        {
            return null;
        }

        var rest = user[WellKnownUsers.ServiceAccountPrefix.Length..];
        var colon = rest.IndexOf(':');
        return colon > 0 && colon < rest.Length - 1 && rest.IndexOf(':', colon + 1) < 0 ? (rest[..colon], rest[(colon + 1)..]) : null;
    }

    public static UserInfo Of(ServiceAccountClaims claims) => new()
    {
        Name = NameOf(claims.Namespace, claims.ServiceAccount.Name),
        UID = claims.ServiceAccount.Uid,
        Groups =
        [
            WellKnownUsers.ServiceAccountsGroup,
            $"{WellKnownUsers.ServiceAccountsGroup}:{claims.Namespace}",
            WellKnownUsers.AuthenticatedGroup,
        ],
        Extra = ExtraOf(claims),
    };

    private static ApiMap<ApiList<string>> ExtraOf(ServiceAccountClaims claims)
    {
        var extra = default(ApiMap<ApiList<string>>);
        if (claims.Id.Length > 0)
        {
            extra = extra.Set(ExtraKeys.CredentialId, ["JTI=" + claims.Id]);
        }

        if (claims.Pod is { } pod)
        {
            extra = extra.Set(ExtraKeys.PodName, [pod.Name]).Set(ExtraKeys.PodUid, [pod.Uid]);
        }

        if (claims.Node is { } node)
        {
            extra = extra.Set(ExtraKeys.NodeName, [node.Name]).Set(ExtraKeys.NodeUid, [node.Uid]);
        }

        return extra;
    }
}

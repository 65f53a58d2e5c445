using KubeSharp.ApiServer.Authentication;

namespace KubeSharp.ApiServer.Authorization.Nodes;

/// <summary>Recognises kubelets: system:node:NAME in the group system:nodes.</summary>
internal static class NodeUser
{
    /// <summary>Null when the user is no node; "" when it is one without a name.</summary>
    public static string? NameOf(UserInfo user) =>
        user.Name.StartsWith(WellKnownUsers.NodePrefix, StringComparison.Ordinal) && user.InGroup(WellKnownUsers.NodesGroup)
            ? user.Name[WellKnownUsers.NodePrefix.Length..]
            : null;
}

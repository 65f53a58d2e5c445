namespace KubeSharp.ApiServer.Authentication.Impersonation;

/// <summary>A way to act as somebody else, which has verbs of its own.</summary>
internal enum ImpersonationMode
{
    /// <summary>A service account acts as the node that its token is bound to.</summary>
    AssociatedNode,

    /// <summary>Any node.</summary>
    ArbitraryNode,

    /// <summary>A service account.</summary>
    ServiceAccount,

    /// <summary>Users that are neither, with groups, uid and extra.</summary>
    UserInfo,

    /// <summary>The verb <c>impersonate</c> alone, for any request.</summary>
    Legacy,
}

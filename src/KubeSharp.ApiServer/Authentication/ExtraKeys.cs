namespace KubeSharp.ApiServer.Authentication;

/// <summary>Keys of <see cref="UserInfo.Extra"/> that the server itself sets.</summary>
internal static class ExtraKeys
{
    public const string CredentialId = "authentication.kubernetes.io/credential-id";
    public const string PodName = "authentication.kubernetes.io/pod-name";
    public const string PodUid = "authentication.kubernetes.io/pod-uid";
    public const string NodeName = "authentication.kubernetes.io/node-name";
    public const string NodeUid = "authentication.kubernetes.io/node-uid";
}

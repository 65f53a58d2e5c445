namespace KubeSharp.Kubelet.Volumes.Tokens;

/// <summary>What makes two projected tokens the same token.</summary>
internal readonly record struct TokenKey(string PodUid, string Namespace, string ServiceAccount, string Audience, long ExpirationSeconds);

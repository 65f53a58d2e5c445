namespace KubeSharp.Kubelet.Volumes.Tokens;

/// <param name="RefreshAt">From when on a new one is to be asked for.</param>
internal sealed record CachedToken(string Token, DateTimeOffset ExpiresAt, DateTimeOffset RefreshAt);

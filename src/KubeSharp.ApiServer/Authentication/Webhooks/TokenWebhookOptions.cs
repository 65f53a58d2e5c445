namespace KubeSharp.ApiServer.Authentication.Webhooks;

/// <summary>A webhook that knows tokens, as upstream's --authentication-token-webhook-* flags have it.</summary>
public sealed record TokenWebhookOptions
{
    /// <summary>--authentication-token-webhook-config-file: a kubeconfig; "" for none.</summary>
    public string ConfigFile { get; init; } = "";

    /// <summary>--authentication-token-webhook-cache-ttl.</summary>
    public TimeSpan CacheTtl { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>--authentication-token-webhook-version: of authentication.k8s.io, v1 or v1beta1.</summary>
    public string Version { get; init; } = "v1beta1";
}

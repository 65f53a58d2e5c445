namespace KubeSharp.ApiServer.Authorization.Webhooks;

/// <summary>The webhook of --authorization-mode=Webhook, as upstream's --authorization-webhook-* flags have it.</summary>
public sealed record AuthorizationWebhookOptions
{
    /// <summary>--authorization-webhook-config-file: a kubeconfig.</summary>
    public string ConfigFile { get; init; } = "";

    /// <summary>--authorization-webhook-version: of authorization.k8s.io, v1 or v1beta1.</summary>
    public string Version { get; init; } = "v1beta1";

    /// <summary>--authorization-webhook-cache-authorized-ttl.</summary>
    public TimeSpan CacheAuthorizedTtl { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>--authorization-webhook-cache-unauthorized-ttl.</summary>
    public TimeSpan CacheUnauthorizedTtl { get; init; } = TimeSpan.FromSeconds(30);
}

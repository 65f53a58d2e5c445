using KubeSharp.ApiServer.Authorization.Webhooks;

namespace KubeSharp.ApiServer.Authorization.Configuration;

/// <summary>One of the authorizers that are asked in turn.</summary>
/// <param name="Type">Node, RBAC, ABAC, Webhook, AlwaysAllow or AlwaysDeny.</param>
/// <param name="Webhook">Of a webhook.</param>
internal sealed record ConfiguredAuthorizer(string Type, WebhookAuthorizerOptions? Webhook = null);

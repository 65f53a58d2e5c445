namespace KubeSharp.ApiServer.Authorization.Webhooks;

/// <summary>What it means that a webhook gives no answer.</summary>
internal enum WebhookFailurePolicy
{
    /// <summary>The next authorizer is asked.</summary>
    NoOpinion,

    /// <summary>The request is refused.</summary>
    Deny,
}

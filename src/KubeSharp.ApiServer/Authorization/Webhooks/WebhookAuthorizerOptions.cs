using KubeSharp.ApiServer.Admission.Expressions;

namespace KubeSharp.ApiServer.Authorization.Webhooks;

/// <summary>A webhook in an AuthorizationConfiguration.</summary>
internal sealed record WebhookAuthorizerOptions
{
    /// <summary>Tells several apart.</summary>
    public required string Name { get; init; }

    /// <summary>How to reach it.</summary>
    public required string KubeConfigFile { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How often it is asked in all if it does not answer.</summary>
    public int Attempts { get; init; } = ApiServer.Webhooks.Webhook.DefaultAttempts;

    public TimeSpan AuthorizedTtl { get; init; } = TimeSpan.FromMinutes(5);

    public TimeSpan UnauthorizedTtl { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Of authorization.k8s.io: v1 or v1beta1.</summary>
    public required string Version { get; init; }

    public WebhookFailurePolicy FailurePolicy { get; init; }

    /// <summary>The webhook is not asked about requests that do not meet these; null if there are none.</summary>
    public MatchConditions? Conditions { get; init; }
}

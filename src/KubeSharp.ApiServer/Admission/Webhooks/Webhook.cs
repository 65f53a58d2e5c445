using KubeSharp.Api;
using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.ApiServer.Admission.Expressions;
using KubeSharp.ApiServer.Admission.Matching;
using KubeSharp.ApiServer.Webhooks;
using KubeSharp.Cel.Admission;

namespace KubeSharp.ApiServer.Admission.Webhooks;

/// <summary>One webhook of a configuration, ready to be called.</summary>
internal sealed class Webhook
{
    private static readonly string[] KnownReviewVersions = ["v1", "v1beta1"];

    /// <summary>What it was made from.</summary>
    public required ApiStruct Source { get; init; }

    public required string Configuration { get; init; }

    public required string Name { get; init; }

    public required MatchCriteria Criteria { get; init; }

    /// <summary>Null if there are none.</summary>
    public MatchConditions? Conditions { get; init; }

    /// <summary>A request goes on when the webhook cannot be asked (failurePolicy Ignore).</summary>
    public required bool IgnoresFailure { get; init; }

    public required TimeSpan Timeout { get; init; }

    /// <summary>A call for a dry run changes nothing outside.</summary>
    public required bool AllowsDryRun { get; init; }

    /// <summary>v1 or v1beta1; null if it understands neither.</summary>
    public required string? ReviewVersion { get; init; }

    /// <summary>It wants to see the object again if others change it afterwards.</summary>
    public bool IsReinvocable { get; init; }

    public required WebhookClient Client { get; init; }

    public static Webhook Of(string configuration, MutatingWebhook webhook, Func<WebhookAddress, WebhookClient> connect) => new()
    {
        Source = webhook,
        Configuration = configuration,
        Name = webhook.Name,
        Criteria = MatchCriteria.Of(webhook.Rules, webhook.MatchPolicy, webhook.NamespaceSelector, webhook.ObjectSelector),
        Conditions = MatchConditions.Of(webhook.MatchConditions, AdmissionEnvironment.WithoutParams),
        IgnoresFailure = webhook.FailurePolicy == "Ignore",
        Timeout = TimeoutOf(webhook.TimeoutSeconds),
        AllowsDryRun = IsFreeOfSideEffects(webhook.SideEffects),
        ReviewVersion = ReviewVersionOf(webhook.AdmissionReviewVersions),
        IsReinvocable = webhook.ReinvocationPolicy == "IfNeeded",
        Client = connect(WebhookAddress.Of(webhook.ClientConfig)),
    };

    public static Webhook Of(string configuration, ValidatingWebhook webhook, Func<WebhookAddress, WebhookClient> connect) => new()
    {
        Source = webhook,
        Configuration = configuration,
        Name = webhook.Name,
        Criteria = MatchCriteria.Of(webhook.Rules, webhook.MatchPolicy, webhook.NamespaceSelector, webhook.ObjectSelector),
        Conditions = MatchConditions.Of(webhook.MatchConditions, AdmissionEnvironment.WithoutParams),
        IgnoresFailure = webhook.FailurePolicy == "Ignore",
        Timeout = TimeoutOf(webhook.TimeoutSeconds),
        AllowsDryRun = IsFreeOfSideEffects(webhook.SideEffects),
        ReviewVersion = ReviewVersionOf(webhook.AdmissionReviewVersions),
        Client = connect(WebhookAddress.Of(webhook.ClientConfig)),
    };

    private static TimeSpan TimeoutOf(int? seconds) => TimeSpan.FromSeconds(seconds ?? 10);

    private static bool IsFreeOfSideEffects(string? sideEffects) => sideEffects is "None" or "NoneOnDryRun";

    /// <summary>The first that this server speaks.</summary>
    private static string? ReviewVersionOf(ApiList<string> accepted)
    {
        foreach (var version in accepted)
        {
            if (KnownReviewVersions.Contains(version))
            {
                return version;
            }
        }

        return null;
    }
}

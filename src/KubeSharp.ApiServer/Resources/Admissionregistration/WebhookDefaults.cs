using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Admissionregistration;

/// <summary>Defaults of webhooks.</summary>
internal static class WebhookDefaults
{
    private static readonly LabelSelector Everything = new();
    private static readonly Func<RuleWithOperations, RuleWithOperations> Rule = static r => r.Scope is null ? r with { Scope = "*" } : r;

    public static Func<MutatingWebhook, MutatingWebhook> Mutating { get; } = static w =>
        w is
        {
            FailurePolicy: not null, MatchPolicy: not null, NamespaceSelector: not null, ObjectSelector: not null, TimeoutSeconds: not null,
            ReinvocationPolicy: not null, ClientConfig: not { Service.Port: null }
        } && w.Rules.Map(Rule).SameAs(w.Rules)
            ? w
            : w with
            {
                FailurePolicy = w.FailurePolicy ?? "Fail",
                MatchPolicy = w.MatchPolicy ?? "Equivalent",
                NamespaceSelector = w.NamespaceSelector ?? Everything,
                ObjectSelector = w.ObjectSelector ?? Everything,
                TimeoutSeconds = w.TimeoutSeconds ?? 10,
                ReinvocationPolicy = w.ReinvocationPolicy ?? "Never",
                ClientConfig = Client(w.ClientConfig),
                Rules = w.Rules.Map(Rule),
            };

    public static Func<ValidatingWebhook, ValidatingWebhook> Validating { get; } = static w =>
        w is
        {
            FailurePolicy: not null, MatchPolicy: not null, NamespaceSelector: not null, ObjectSelector: not null, TimeoutSeconds: not null,
            ClientConfig: not { Service.Port: null }
        } && w.Rules.Map(Rule).SameAs(w.Rules)
            ? w
            : w with
            {
                FailurePolicy = w.FailurePolicy ?? "Fail",
                MatchPolicy = w.MatchPolicy ?? "Equivalent",
                NamespaceSelector = w.NamespaceSelector ?? Everything,
                ObjectSelector = w.ObjectSelector ?? Everything,
                TimeoutSeconds = w.TimeoutSeconds ?? 10,
                ClientConfig = Client(w.ClientConfig),
                Rules = w.Rules.Map(Rule),
            };

    private static WebhookClientConfig Client(WebhookClientConfig client) =>
        client.Service is { Port: null } service ? client with { Service = service with { Port = 443 } } : client;
}

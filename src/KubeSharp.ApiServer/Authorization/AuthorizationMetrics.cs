using Prometheus;

namespace KubeSharp.ApiServer.Authorization;

/// <summary>Upstream's count of decisions, by the authorizer that made them.</summary>
internal sealed class AuthorizationMetrics(CollectorRegistry registry)
{
    private readonly Counter _decisions = Metrics.WithCustomRegistry(registry).CreateCounter(
        "apiserver_authorization_decisions_total", "Decisions of each authorizer that allowed or denied something.", "type", "name", "decision");

    /// <param name="type">Node, RBAC, ABAC, Webhook, …</param>
    /// <param name="name">As configured; that of the type where there can be only one.</param>
    /// <param name="decision">allowed or denied.</param>
    public Counter.Child Of(string type, string name, string decision) => _decisions.WithLabels(type, name, decision);
}

using KubeSharp.Api;
using KubeSharp.Api.Rbac.V1;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Identity;

/// <summary>Gives cluster roles with an <c>aggregationRule</c> the rules of all roles that it selects.</summary>
internal sealed class ClusterRoleAggregationController : Controller<string>
{
    private readonly Store<ClusterRole> _roles;

    public ClusterRoleAggregationController(ControllerContext context)
        : base("clusterrole-aggregation-controller", context, context.Options.ConcurrentSyncs, queue: "ClusterRoleAggregator") =>
        _roles = context.Informer<ClusterRole>().OnAny(_ => EnqueueAggregated()).Store;

    protected override async ValueTask ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_roles.Get("", key) is not { AggregationRule: { } rule } role)
        {
            return;
        }

        List<PolicyRule> rules = [];
        foreach (var selector in rule.ClusterRoleSelectors)
        {
            foreach (var other in _roles.List().OrderBy(static other => other.Metadata.Name, StringComparer.Ordinal))
            {
                if (other.Metadata.Name != key && LabelSelectors.Matches(selector, other.Metadata.Labels))
                {
                    rules.AddRange(other.Rules.Where(added => !rules.Contains(added)));
                }
            }
        }

        var wanted = role with { Rules = ApiList<PolicyRule>.From(rules) };
        if (!wanted.Equals(role))
        {
            await Client.UpdateAsync(wanted, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private void EnqueueAggregated()
    {
        foreach (var role in _roles.List())
        {
            if (role.AggregationRule is not null)
            {
                Queue.Add(role.Metadata.Name);
            }
        }
    }
}

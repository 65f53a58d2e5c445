using KubeSharp.Api;
using KubeSharp.Api.Rbac.V1;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Authorization.Rbac;

namespace KubeSharp.ApiServer.Admission;

/// <summary>
/// Nobody gives away what he does not have, unless he may <c>escalate</c> the role or <c>bind</c> it. Upstream does this in the
/// storage of the RBAC resources; here it is a plugin that cannot be switched off while RBAC is on.
/// </summary>
internal sealed class RbacEscalation(IAuthorizer authorizer, RbacAuthorizer rbac, RbacPolicy policy) : IValidatingAdmissionPlugin
{
    private const string Group = "rbac.authorization.k8s.io";

    public string Name => "RbacEscalation";

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update;

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.Resource.Group != Group || context.Request.User.InGroup(WellKnownUsers.MastersGroup))
        {
            return ValueTask.CompletedTask;
        }

        return context.Object switch
        {
            Role role when role.Rules != ((context.OldObject as Role)?.Rules ?? default) =>
                CheckRoleAsync(context, role.Rules, cancellationToken),
            ClusterRole role when role.Rules != ((context.OldObject as ClusterRole)?.Rules ?? default)
                || role.AggregationRule != (context.OldObject as ClusterRole)?.AggregationRule =>
                CheckClusterRoleAsync(context, role, cancellationToken),
            RoleBinding binding when binding.RoleRef != (context.OldObject as RoleBinding)?.RoleRef
                || binding.Subjects != ((context.OldObject as RoleBinding)?.Subjects ?? default) =>
                CheckBindingAsync(context, binding.RoleRef, context.Namespace, cancellationToken),
            ClusterRoleBinding binding when binding.RoleRef != (context.OldObject as ClusterRoleBinding)?.RoleRef
                || binding.Subjects != ((context.OldObject as ClusterRoleBinding)?.Subjects ?? default) =>
                CheckBindingAsync(context, binding.RoleRef, "", cancellationToken),
            _ => ValueTask.CompletedTask,
        };
    }

    private async ValueTask CheckRoleAsync(AdmissionContext context, ApiList<PolicyRule> rules, CancellationToken cancellationToken)
    {
        if (!await MayAsync(context, "escalate", context.Resource.Name, context.Name, context.Namespace, cancellationToken))
        {
            ConfirmNoEscalation(context, rules, context.Namespace);
        }
    }

    private async ValueTask CheckClusterRoleAsync(AdmissionContext context, ClusterRole role, CancellationToken cancellationToken)
    {
        if (await MayAsync(context, "escalate", context.Resource.Name, context.Name, "", cancellationToken))
        {
            return;
        }

        ConfirmNoEscalation(context, role.Rules, "");

        // An aggregated role may come to hold anything: it takes somebody who holds everything.
        if (role.AggregationRule is not null && role.AggregationRule != (context.OldObject as ClusterRole)?.AggregationRule)
        {
            ApiList<PolicyRule> everything =
            [
                new PolicyRule { APIGroups = ["*"], Resources = ["*"], Verbs = ["*"] },
                new PolicyRule { NonResourceURLs = ["*"], Verbs = ["*"] },
            ];
            if (RuleCover.Missing(Owned(context, ""), everything).Count > 0)
            {
                throw context.Forbidden("must have cluster-admin privileges to use the aggregationRule");
            }
        }
    }

    private async ValueTask CheckBindingAsync(AdmissionContext context, RoleRef role, string ns, CancellationToken cancellationToken)
    {
        var resource = role.Kind == "Role" ? "roles" : "clusterroles";
        if (await MayAsync(context, "bind", resource, role.Name, ns, cancellationToken))
        {
            return;
        }

        var rules = policy.RulesOf(role, ns)
            ?? throw ApiErrors.NotFound(Group, role.Kind == "Role" ? "role" : "clusterrole", role.Name);
        ConfirmNoEscalation(context, rules, ns);
    }

    private void ConfirmNoEscalation(AdmissionContext context, IEnumerable<PolicyRule> wanted, string ns)
    {
        var missing = RuleCover.Missing(Owned(context, ns), wanted);
        if (missing.Count == 0)
        {
            return;
        }

        var user = context.Request.User;
        var lines = string.Join("\n", RuleText.Compact(missing));
        throw context.Forbidden(
            $"user \"{user.Name}\" (groups={RuleText.Quoted(user.Groups)}) is attempting to grant RBAC permissions not currently held:\n{lines}");
    }

    private List<PolicyRule> Owned(AdmissionContext context, string ns) =>
        [.. rbac.GrantsOf(context.Request.User).Effective(ns).Select(grant => grant.Rule.Source)];

    private async ValueTask<bool> MayAsync(
        AdmissionContext context, string verb, string resource, string name, string ns, CancellationToken cancellationToken)
    {
        var attributes = new AuthorizerAttributes
        {
            User = context.Request.User,
            Verb = verb,
            IsResourceRequest = true,
            Namespace = ns,
            ApiGroup = Group,
            ApiVersion = "*",
            Resource = resource,
            Name = name,
        };
        return (await authorizer.AuthorizeAsync(attributes, cancellationToken)).Allowed;
    }
}

using System.Runtime.CompilerServices;
using KubeSharp.ApiServer.Authentication;

namespace KubeSharp.ApiServer.Authorization.Rbac;

/// <summary>Role-based access control. A decision is a look into the user's compiled grants; nothing is allocated.</summary>
internal sealed class RbacAuthorizer(RbacPolicy policy) : IAuthorizer
{
    private readonly ConditionalWeakTable<UserInfo, StrongBox<UserGrants>> _grants = [];

    public ValueTask<AuthorizationDecision> AuthorizeAsync(AuthorizerAttributes attributes, CancellationToken cancellationToken) =>
        ValueTask.FromResult(Authorize(attributes));

    public AuthorizationDecision Authorize(in AuthorizerAttributes attributes)
    {
        var grants = GrantsOf(attributes.User);
        var ns = attributes.Namespace ?? "";
        var reason = grants.Cluster.Find(attributes);
        if (reason is null && ns.Length > 0)
        {
            reason = grants.InNamespace(ns)?.Find(attributes);
        }

        if (reason is not null)
        {
            return new AuthorizationDecision(AuthorizationVerdict.Allow, reason);
        }

        var errors = grants.Errors(ns);
        return new AuthorizationDecision(AuthorizationVerdict.NoOpinion, errors.Count switch
        {
            0 => "",
            1 => "RBAC: " + errors[0],
            _ => $"RBAC: [{string.Join(", ", errors)}]",
        });
    }

    /// <summary>What the user has under the policy of this moment.</summary>
    public UserGrants GrantsOf(UserInfo user)
    {
        var box = _grants.GetValue(user, added => new StrongBox<UserGrants>(policy.Compile(added)));
        var grants = box.Value!;
        if (grants.Version != policy.Version)
        {
            box.Value = grants = policy.Compile(user);
        }

        return grants;
    }
}

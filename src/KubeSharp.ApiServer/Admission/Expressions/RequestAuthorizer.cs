using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.Cel;

namespace KubeSharp.ApiServer.Admission.Expressions;

/// <summary>Asks the server's authorizer what expressions ask.</summary>
internal sealed class RequestAuthorizer(IAuthorizer authorizer, UserInfo user) : ICelAuthorizer
{
    public CelDecision Authorize(CelAuthorizationCheck check)
    {
        // Expressions cannot wait. The authorizers of the server answer at once; only one that asks a webhook makes this thread wait for it.
        var pending = authorizer.AuthorizeAsync(Attributes(check), CancellationToken.None);
        var decision = pending.IsCompleted ? pending.Result : pending.AsTask().GetAwaiter().GetResult();
        return new CelDecision(decision.Allowed, decision.Reason, decision.Error);
    }

    private AuthorizerAttributes Attributes(CelAuthorizationCheck check)
    {
        var who = check.ServiceAccount is var (ns, name) ? ServiceAccount(ns, name) : user;
        return check.Path is { } path
            ? new AuthorizerAttributes { User = who, Verb = check.Verb, Path = path }
            : new AuthorizerAttributes
            {
                User = who,
                Verb = check.Verb,
                IsResourceRequest = true,
                ApiGroup = check.Group,
                ApiVersion = "*",
                Resource = check.Resource,
                Subresource = check.Subresource,
                Namespace = check.Namespace,
                Name = check.Name,
                FieldSelector = check.FieldSelector,
                LabelSelector = check.LabelSelector,
            };
    }

    private static UserInfo ServiceAccount(string ns, string name) => new()
    {
        Name = $"system:serviceaccount:{ns}:{name}",
        Groups = ["system:serviceaccounts", "system:serviceaccounts:" + ns, "system:authenticated"],
    };
}

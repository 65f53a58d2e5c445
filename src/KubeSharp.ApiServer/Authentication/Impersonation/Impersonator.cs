using KubeSharp.Api;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Http;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Authentication.Impersonation;

/// <summary>
/// Decides who may act as somebody else. Constrained impersonation (KEP-5284) takes two permissions: to act as this user
/// (<c>impersonate:MODE</c>), and to do what the request does while acting in this mode (<c>impersonate-on:MODE:VERB</c>). What it does not
/// allow, the verb <c>impersonate</c> may, as ever.
/// </summary>
/// <param name="authorizer">Decides on the verbs.</param>
/// <param name="isConstrained">Whether there is constrained impersonation at all (feature gate ConstrainedImpersonation).</param>
internal sealed class Impersonator(IAuthorizer authorizer, bool isConstrained)
{
    private const string Group = "authentication.k8s.io";
    private const string AssociatedNodeKeys = "authentication.kubernetes.io/associated-node-keys";

    /// <summary>From so many groups or extra values on, all of them may be allowed at once by the name <c>*</c>.</summary>
    private const int Many = 4;

    private static readonly ImpersonationMode[] Constrained =
        [ImpersonationMode.AssociatedNode, ImpersonationMode.ArbitraryNode, ImpersonationMode.ServiceAccount, ImpersonationMode.UserInfo];

    /// <summary>The user to act as, which is the requestor without such headers.</summary>
    /// <param name="request">What is asked for; its user is the requestor.</param>
    /// <param name="headers">Of the request.</param>
    /// <param name="cancellationToken">Ends the questions.</param>
    /// <exception cref="ApiException">403 if the requestor may not, 400 for groups, uid or extras without a user.</exception>
    public ValueTask<ImpersonatedUser> ApplyAsync(
        in AuthorizerAttributes request, IHeaderDictionary headers, CancellationToken cancellationToken) =>
        WantedUser.IsAsked(headers) && WantedUser.Read(headers) is { } wanted
            ? ImpersonateAsync(request, wanted, cancellationToken)
            : ValueTask.FromResult(new ImpersonatedUser(request.User));

    private async ValueTask<ImpersonatedUser> ImpersonateAsync(AuthorizerAttributes request, UserInfo wanted, CancellationToken cancellationToken)
    {
        ApiException? first = null;
        foreach (var mode in isConstrained ? Constrained : [])
        {
            if (!Applies(mode, wanted, request.User))
            {
                continue;
            }

            var asked = mode == ImpersonationMode.AssociatedNode ? request with { User = WithoutExtra(request.User) } : request;
            var refusal = await AskAsync(asked with { Verb = $"impersonate-on:{NameOf(mode)}:{request.Verb}" }, cancellationToken).ConfigureAwait(false)
                ?? await CheckUserAsync(mode, asked.User, wanted, cancellationToken).ConfigureAwait(false);
            if (refusal is null)
            {
                return new ImpersonatedUser(Complete(mode, wanted), $"impersonate:{NameOf(mode)}");
            }

            first ??= refusal;
        }

        var last = await CheckUserAsync(ImpersonationMode.Legacy, request.User, wanted, cancellationToken).ConfigureAwait(false);
        return last is null ? new ImpersonatedUser(Complete(ImpersonationMode.Legacy, wanted)) : throw first ?? last;
    }

    private static string NameOf(ImpersonationMode mode) => mode switch
    {
        ImpersonationMode.AssociatedNode => "associated-node",
        ImpersonationMode.ArbitraryNode => "arbitrary-node",
        ImpersonationMode.ServiceAccount => "serviceaccount",
        _ => "user-info",
    };

    private static bool Applies(ImpersonationMode mode, UserInfo wanted, UserInfo requestor)
    {
        var hasNameOnly = wanted.UID.Length == 0 && wanted.Groups.Count == 0 && wanted.Extra.Count == 0;
        var node = Identities.NodeOf(wanted.Name);
        return mode switch
        {
            ImpersonationMode.AssociatedNode => hasNameOnly && node is not null && Identities.ServiceAccountOf(requestor.Name) is not null
                && requestor.Extra.GetValueOrDefault(ExtraKeys.NodeName) is [var own] && own == node,
            ImpersonationMode.ArbitraryNode => hasNameOnly && node is not null,
            ImpersonationMode.ServiceAccount => hasNameOnly && Identities.ServiceAccountOf(wanted.Name) is not null,
            _ => node is null && Identities.ServiceAccountOf(wanted.Name) is null,
        };
    }

    /// <summary>The answer must not depend on the node: what it is told of the requestor's token are the keys alone.</summary>
    private static UserInfo WithoutExtra(UserInfo requestor) => requestor with
    {
        Extra = default(ApiMap<ApiList<string>>).Set(AssociatedNodeKeys, [.. requestor.Extra.Keys.Order(StringComparer.Ordinal)]),
    };

    /// <summary>The user with the groups that follow from its name.</summary>
    private static UserInfo Complete(ImpersonationMode mode, UserInfo wanted)
    {
        var groups = wanted.Groups;
        if (mode is ImpersonationMode.AssociatedNode or ImpersonationMode.ArbitraryNode)
        {
            groups = [WellKnownUsers.NodesGroup];
        }
        else if (groups.Count == 0 && Identities.ServiceAccountOf(wanted.Name) is { } account)
        {
            groups = [WellKnownUsers.ServiceAccountsGroup, $"{WellKnownUsers.ServiceAccountsGroup}:{account.Namespace}"];
        }

        var implied = wanted.Name == WellKnownUsers.Anonymous ? WellKnownUsers.UnauthenticatedGroup : WellKnownUsers.AuthenticatedGroup;
        return wanted with
        {
            Groups = groups.Contains(implied) || groups.Contains(WellKnownUsers.UnauthenticatedGroup) ? groups : groups.Add(implied),
        };
    }

    /// <summary>Whether the requestor may act as this user; null if so, else why not.</summary>
    private async ValueTask<ApiException?> CheckUserAsync(ImpersonationMode mode, UserInfo requestor, UserInfo wanted, CancellationToken cancellationToken)
    {
        var isLegacy = mode == ImpersonationMode.Legacy;
        var attributes = new AuthorizerAttributes
        {
            User = requestor,
            Verb = isLegacy ? "impersonate" : $"impersonate:{NameOf(mode)}",
            IsResourceRequest = true,
            ApiGroup = isLegacy ? "" : Group,
            ApiVersion = "v1",
            Resource = "users",
            Subresource = "",
            Namespace = "",
            Name = wanted.Name,
            Path = "",
            FieldSelector = "",
        };
        var user = attributes;
        if (!isLegacy && Identities.NodeOf(wanted.Name) is { } node)
        {
            user = user with { Resource = "nodes", Name = mode == ImpersonationMode.AssociatedNode ? "*" : node };
        }
        else if (Identities.ServiceAccountOf(wanted.Name) is { } account)
        {
            user = user with { Resource = "serviceaccounts", Namespace = account.Namespace, Name = account.Name };
        }

        var refusal = await AskAsync(user, cancellationToken).ConfigureAwait(false);
        if (refusal is null && wanted.UID.Length > 0)
        {
            refusal = await AskAsync(attributes with { ApiGroup = Group, Resource = "uids", Name = wanted.UID }, cancellationToken).ConfigureAwait(false);
        }

        return refusal
            ?? await CheckGroupsAsync(attributes with { Resource = "groups", Name = "" }, wanted.Groups, isLegacy, cancellationToken).ConfigureAwait(false)
            ?? await CheckExtraAsync(
                attributes with { ApiGroup = Group, Resource = "userextras", Name = "" }, wanted.Extra, isLegacy, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<ApiException?> CheckGroupsAsync(
        AuthorizerAttributes attributes, ApiList<string> groups, bool isLegacy, CancellationToken cancellationToken)
    {
        if (!isLegacy && groups.Contains(""))
        {
            return Refuse(attributes, "impersonating the empty string group is not allowed");
        }

        if (!isLegacy && groups.Contains(WellKnownUsers.MastersGroup))
        {
            return Refuse(attributes with { Name = WellKnownUsers.MastersGroup }, "impersonating the system:masters group is not allowed");
        }

        if (!isLegacy && groups.Count >= Many && await AskAsync(attributes with { Name = "*" }, cancellationToken).ConfigureAwait(false) is null)
        {
            return null;
        }

        foreach (var group in groups)
        {
            if (await AskAsync(attributes with { Name = group }, cancellationToken).ConfigureAwait(false) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private async ValueTask<ApiException?> CheckExtraAsync(
        AuthorizerAttributes attributes, ApiMap<ApiList<string>> extra, bool isLegacy, CancellationToken cancellationToken)
    {
        if (!isLegacy && ImpersonatedExtra.Problem(extra) is { } problem)
        {
            return Refuse(attributes, problem);
        }

        if (!isLegacy && extra.Sum(entry => entry.Value.Count) >= Many
            && await AskAsync(attributes with { Subresource = "*", Name = "*" }, cancellationToken).ConfigureAwait(false) is null)
        {
            return null;
        }

        foreach (var (key, values) in extra)
        {
            foreach (var value in values)
            {
                if (await AskAsync(attributes with { Subresource = key, Name = value }, cancellationToken).ConfigureAwait(false) is { } refusal)
                {
                    return refusal;
                }
            }
        }

        return null;
    }

    private async ValueTask<ApiException?> AskAsync(AuthorizerAttributes attributes, CancellationToken cancellationToken)
    {
        var decision = await authorizer.AuthorizeAsync(attributes, cancellationToken).ConfigureAwait(false);
        return decision.Allowed ? null : Refuse(attributes, decision.Error ?? decision.Reason);
    }

    private static ApiException Refuse(in AuthorizerAttributes attributes, string reason) =>
        ApiErrors.Forbidden(attributes.ApiGroup ?? "", attributes.Resource ?? "", attributes.Name ?? "", ForbiddenMessage.Of(attributes, reason));
}

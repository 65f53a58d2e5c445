using KubeSharp.Api;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authorization;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http;

/// <summary>
/// Acting as somebody else: the Impersonate-User, -Group, -Uid and -Extra-… headers. Each of them is authorized as verb
/// <c>impersonate</c> on users, groups, serviceaccounts, uids or userextras.
/// </summary>
internal sealed class Impersonation(AuthorizationFilter authorization)
{
    private const string UserHeader = "Impersonate-User";
    private const string GroupHeader = "Impersonate-Group";
    private const string UidHeader = "Impersonate-Uid";
    private const string ExtraPrefix = "Impersonate-Extra-";

    /// <summary>The user to act as, which is <paramref name="requestor"/> without such headers.</summary>
    /// <exception cref="ApiException">403 if the requestor may not, 400 for groups or extras without a user.</exception>
    public ValueTask<UserInfo> ApplyAsync(UserInfo requestor, IHeaderDictionary headers, CancellationToken cancellationToken) =>
        IsAsked(headers) ? ImpersonateAsync(requestor, headers, cancellationToken) : ValueTask.FromResult(requestor);

    private static bool IsAsked(IHeaderDictionary headers)
    {
        foreach (var header in headers)
        {
            if (header.Key.StartsWith("Impersonate-", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private async ValueTask<UserInfo> ImpersonateAsync(UserInfo requestor, IHeaderDictionary headers, CancellationToken cancellationToken)
    {
        string name = headers[UserHeader].ToString();
        if (name.Length == 0)
        {
            throw ApiErrors.InternalError("requested impersonation without impersonating a user");
        }

        var groups = new List<string>();
        foreach (var group in headers[GroupHeader])
        {
            groups.Add(group ?? "");
        }

        await AuthorizeUserAsync(requestor, name, groups, cancellationToken).ConfigureAwait(false);
        foreach (var group in groups.ToArray())
        {
            await AskAsync(requestor, "", "groups", "", "", group, cancellationToken).ConfigureAwait(false);
        }

        var uid = headers[UidHeader].ToString();
        if (uid.Length > 0)
        {
            await AskAsync(requestor, "authentication.k8s.io", "uids", "", "", uid, cancellationToken).ConfigureAwait(false);
        }

        var extra = await ExtraAsync(requestor, headers, cancellationToken).ConfigureAwait(false);
        AddImpliedGroup(name, groups);
        return new UserInfo { Name = name, UID = uid, Groups = [.. groups], Extra = extra };
    }

    private async ValueTask AuthorizeUserAsync(UserInfo requestor, string name, List<string> groups, CancellationToken cancellationToken)
    {
        if (!TryServiceAccount(name, out var ns, out var account))
        {
            await AskAsync(requestor, "", "users", "", "", name, cancellationToken).ConfigureAwait(false);
            return;
        }

        await AskAsync(requestor, "", "serviceaccounts", "", ns, account, cancellationToken).ConfigureAwait(false);
        if (groups.Count == 0)
        {
            // A service account has its groups by its name; they need no asking.
            groups.Add(WellKnownUsers.ServiceAccountsGroup);
            groups.Add(WellKnownUsers.ServiceAccountsGroup + ":" + ns);
        }
    }

    private async ValueTask<ApiMap<ApiList<string>>> ExtraAsync(UserInfo requestor, IHeaderDictionary headers, CancellationToken cancellationToken)
    {
        ApiMap<ApiList<string>> extra = default;
        foreach (var header in headers)
        {
            if (!header.Key.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            var key = Uri.UnescapeDataString(header.Key[ExtraPrefix.Length..].ToLowerInvariant());
            var values = new List<string>();
            foreach (var value in header.Value)
            {
                await AskAsync(requestor, "authentication.k8s.io", "userextras", key, "", value ?? "", cancellationToken).ConfigureAwait(false);
                values.Add(value ?? "");
            }

            extra = extra.Set(key, [.. values]);
        }

        return extra;
    }

    private ValueTask AskAsync(
        UserInfo requestor, string group, string resource, string subresource, string ns, string name, CancellationToken cancellationToken) =>
        authorization.AuthorizeAsync(
            new AuthorizerAttributes
            {
                User = requestor,
                Verb = "impersonate",
                IsResourceRequest = true,
                ApiGroup = group,
                ApiVersion = "v1",
                Resource = resource,
                Subresource = subresource,
                Namespace = ns,
                Name = name,
                Path = "",
                FieldSelector = "",
            },
            cancellationToken);

    private static void AddImpliedGroup(string name, List<string> groups)
    {
        var implied = name == WellKnownUsers.Anonymous ? WellKnownUsers.UnauthenticatedGroup : WellKnownUsers.AuthenticatedGroup;
        if (!groups.Contains(WellKnownUsers.AuthenticatedGroup) && !groups.Contains(WellKnownUsers.UnauthenticatedGroup))
        {
            groups.Add(implied);
        }
    }

    private static bool TryServiceAccount(string name, out string ns, out string account)
    {
        ns = account = "";
        if (!name.StartsWith(WellKnownUsers.ServiceAccountPrefix, StringComparison.Ordinal))
        {
            return false;
        }

        var parts = name[WellKnownUsers.ServiceAccountPrefix.Length..].Split(':');
        if (parts.Length != 2 || parts[0].Length == 0 || parts[1].Length == 0)
        {
            return false;
        }

        (ns, account) = (parts[0], parts[1]);
        return true;
    }
}

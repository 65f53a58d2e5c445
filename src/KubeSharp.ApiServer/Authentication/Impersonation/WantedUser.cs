using KubeSharp.Api;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Authentication.Impersonation;

/// <summary>What the headers Impersonate-User, -Group, -Uid and -Extra-… ask for, as it stands there.</summary>
internal static class WantedUser
{
    private const string Prefix = "Impersonate-";
    private const string ExtraPrefix = "Impersonate-Extra-";

    public static bool IsAsked(IHeaderDictionary headers)
    {
        foreach (var header in headers)
        {
            if (header.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Null if they ask for nothing.</summary>
    /// <exception cref="ApiException">400: there is something besides the name, but no name.</exception>
    public static UserInfo? Read(IHeaderDictionary headers)
    {
        var user = new UserInfo
        {
            Name = headers["Impersonate-User"].ToString(),
            UID = headers["Impersonate-Uid"].ToString(),
            Groups = [.. headers["Impersonate-Group"].Select(group => group ?? "")],
            Extra = ReadExtra(headers),
        };
        if (user.Name.Length > 0)
        {
            return user;
        }

        return user.UID.Length == 0 && user.Groups.Count == 0 && user.Extra.Count == 0
            ? null
            : throw ApiErrors.BadRequest($"requested {GoText(user)} without impersonating a user name");
    }

    private static ApiMap<ApiList<string>> ReadExtra(IHeaderDictionary headers)
    {
        ApiMap<ApiList<string>> extra = default;
        foreach (var header in headers)
        {
            if (header.Key.StartsWith(ExtraPrefix, StringComparison.OrdinalIgnoreCase))
            {
                var key = Uri.UnescapeDataString(header.Key[ExtraPrefix.Length..].ToLowerInvariant());
                extra = extra.Set(key, extra.GetValueOrDefault(key).AddRange(header.Value.Select(value => value ?? "")));
            }
        }

        return extra;
    }

    /// <summary>The user in upstream's words, which are those of its programming language.</summary>
    private static string GoText(UserInfo user)
    {
        var extra = user.Extra.Count == 0
            ? "(nil)"
            : $"{{{string.Join(", ", user.Extra.Select(entry => $"\"{entry.Key}\":[]string{Strings(entry.Value)}"))}}}";
        var groups = user.Groups.Count == 0 ? "(nil)" : Strings(user.Groups);
        return $"&user.DefaultInfo{{Name:\"{user.Name}\", UID:\"{user.UID}\", Groups:[]string{groups}, Extra:map[string][]string{extra}}}";
    }

    private static string Strings(ApiList<string> values) => $"{{{string.Join(", ", values.Select(value => $"\"{value}\""))}}}";
}

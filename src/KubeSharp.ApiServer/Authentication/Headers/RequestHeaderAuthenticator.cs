using System.Runtime.CompilerServices;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api;
using KubeSharp.ApiServer.Authentication.X509;
using KubeSharp.ApiServer.Pki;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Authentication.Headers;

/// <summary>
/// Believes the user named in headers when the connection is a front proxy's: its certificate is of the front-proxy authority and
/// has an allowed name. The headers are removed afterwards, so that they are not passed on.
/// </summary>
internal sealed class RequestHeaderAuthenticator(RequestHeaderOptions options, ClientCertificateVerifier verifier) : IAuthenticator
{
    private readonly ConditionalWeakTable<X509Certificate2, StrongBox<bool>> _trusted = [];

    public ValueTask<UserInfo?> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var headers = context.Request.Headers;
        var name = First(headers, options.UsernameHeaders);
        if (name.Length == 0 || context.Connection.ClientCertificate is not { } certificate || !_trusted.GetValue(certificate, Examine).Value)
        {
            return ValueTask.FromResult<UserInfo?>(null);
        }

        var user = new UserInfo
        {
            Name = name,
            UID = First(headers, options.UidHeaders),
            Groups = Groups(headers),
            Extra = Extra(headers),
        };
        Remove(headers);
        return ValueTask.FromResult<UserInfo?>(user);
    }

    private static string First(IHeaderDictionary headers, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (headers.TryGetValue(name, out var values) && values.Count > 0 && !string.IsNullOrEmpty(values[0]))
            {
                return values[0]!;
            }
        }

        return "";
    }

    private StrongBox<bool> Examine(X509Certificate2 certificate) => new(
        (options.AllowedNames.Count == 0 || options.AllowedNames.Contains(CertificateSubject.Of(certificate).CommonName))
        && verifier.Verify(certificate));

    private ApiList<string> Groups(IHeaderDictionary headers)
    {
        var groups = new List<string>();
        foreach (var name in options.GroupHeaders)
        {
            foreach (var value in headers[name])
            {
                if (!string.IsNullOrEmpty(value))
                {
                    groups.Add(value);
                }
            }
        }

        if (!groups.Contains(WellKnownUsers.AuthenticatedGroup) && !groups.Contains(WellKnownUsers.UnauthenticatedGroup))
        {
            groups.Add(WellKnownUsers.AuthenticatedGroup);
        }

        return [.. groups];
    }

    private ApiMap<ApiList<string>> Extra(IHeaderDictionary headers)
    {
        var extra = default(ApiMap<ApiList<string>>);
        foreach (var prefix in options.ExtraHeaderPrefixes)
        {
            foreach (var (name, values) in headers)
            {
                if (name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                {
                    var key = Uri.UnescapeDataString(name[prefix.Length..].ToLowerInvariant());
                    extra = extra.Set(key, [.. values.Where(value => value is not null).Select(value => value!)]);
                }
            }
        }

        return extra;
    }

    private void Remove(IHeaderDictionary headers)
    {
        foreach (var name in options.UsernameHeaders.Concat(options.GroupHeaders).Concat(options.UidHeaders))
        {
            headers.Remove(name);
        }

        foreach (var name in headers.Keys.ToArray())
        {
            if (options.ExtraHeaderPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                headers.Remove(name);
            }
        }
    }
}

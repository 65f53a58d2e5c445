using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http.Filters;

/// <summary>--strict-transport-security-directives: browsers are told to come by TLS only (RFC 6797).</summary>
internal sealed class StrictTransportSecurity : IRequestFilter
{
    private readonly string _value;

    /// <exception cref="ArgumentException">A directive is unknown.</exception>
    public StrictTransportSecurity(IReadOnlyList<string> directives)
    {
        if (!directives.All(directive => directive is "includeSubDomains" or "preload" || directive.StartsWith("max-age=", StringComparison.Ordinal)))
        {
            throw new ArgumentException(
                "--strict-transport-security-directives invalid, allowed values: max-age=expireTime, includeSubDomains, preload. see https://tools.ietf.org/html/rfc6797#section-6.1 for more information");
        }

        _value = string.Join("; ", directives);
    }

    public Task? Answer(HttpContext http)
    {
        http.Response.Headers.StrictTransportSecurity = _value;
        return null;
    }
}

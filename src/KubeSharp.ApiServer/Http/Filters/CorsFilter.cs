using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http.Filters;

/// <summary>--cors-allowed-origins: pages of these origins may use the server.</summary>
internal sealed class CorsFilter : IRequestFilter
{
    private const string Methods = "POST, GET, OPTIONS, PUT, DELETE, PATCH";
    private const string RequestHeaders = "Content-Type, Content-Length, Accept-Encoding, X-CSRF-Token, Authorization, X-Requested-With, If-Modified-Since";

    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(100);

    private readonly Regex[] _origins;

    /// <param name="origins">Regular expressions.</param>
    /// <exception cref="ArgumentException">One of them is none.</exception>
    public CorsFilter(IEnumerable<string> origins) => _origins = [.. origins.Select(origin => new Regex(origin, RegexOptions.CultureInvariant, MatchTimeout))];

    public Task? Answer(HttpContext http)
    {
        var origin = http.Request.Headers.Origin.ToString();
        if (origin.Length == 0 || !Array.Exists(_origins, allowed => Matches(allowed, origin)))
        {
            return null;
        }

        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlAllowMethods = Methods;
        headers.AccessControlAllowHeaders = RequestHeaders;
        headers.AccessControlExposeHeaders = "Date";
        headers.AccessControlAllowCredentials = "true";
        if (!HttpMethods.IsOptions(http.Request.Method))
        {
            return null;
        }

        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private static bool Matches(Regex allowed, string origin)
    {
        try
        {
            return allowed.IsMatch(origin);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}

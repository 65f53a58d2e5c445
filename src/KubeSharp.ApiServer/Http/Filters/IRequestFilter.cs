using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http.Filters;

/// <summary>Sees every HTTP request before anybody knows who makes it. Only filters that are configured exist.</summary>
internal interface IRequestFilter
{
    /// <summary>The answer, if the request ends here; null lets it pass.</summary>
    Task? Answer(HttpContext http);
}

using KubeSharp.Api;

namespace KubeSharp.ApiServer.Http;

/// <summary>The <c>timeout</c> parameter: a Go duration that may shorten, never lengthen, the server's own timeout.</summary>
internal static class RequestTimeoutParameter
{
    /// <exception cref="ApiException">400, it is no duration.</exception>
    public static TimeSpan Read(QueryParameters query, TimeSpan longest)
    {
        if (query.Count == 0 || !query.TryGet("timeout", out var text) || text.Length == 0)
        {
            return longest;
        }

        TimeSpan timeout;
        try
        {
            timeout = Duration.Parse(text).Value;
        }
        catch (FormatException)
        {
            throw ApiErrors.BadRequest($"invalid timeout specified in the request URL - time: invalid duration \"{text}\"");
        }

        return timeout <= TimeSpan.Zero || timeout > longest ? longest : timeout;
    }
}

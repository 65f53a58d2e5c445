namespace KubeSharp.ApiServer.Http.Filters;

/// <summary>The filters that the options ask for, the outermost first.</summary>
internal static class RequestFilters
{
    /// <param name="options">The flags.</param>
    /// <param name="shutdown">Told by the server when it ends.</param>
    /// <exception cref="ArgumentException">A flag cannot be used.</exception>
    public static IRequestFilter[] Of(ApiServerOptions options, RetryAfterShutdown shutdown)
    {
        var filters = new List<IRequestFilter>();
        if (options.ShutdownSendRetryAfter)
        {
            filters.Add(shutdown);
        }

        if (options.StrictTransportSecurityDirectives.Count > 0)
        {
            filters.Add(new StrictTransportSecurity(options.StrictTransportSecurityDirectives));
        }

        if (options.GoawayChance != 0)
        {
            filters.Add(new GoawayFilter(options.GoawayChance, Random.Shared));
        }

        if (options.CorsAllowedOrigins.Count > 0)
        {
            filters.Add(new CorsFilter(options.CorsAllowedOrigins));
        }

        return [.. filters];
    }
}

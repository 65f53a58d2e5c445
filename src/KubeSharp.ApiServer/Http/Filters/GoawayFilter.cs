using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http.Filters;

/// <summary>--goaway-chance: now and then an HTTP/2 client has to connect anew, so that all servers behind a balancer get their share.</summary>
internal sealed class GoawayFilter : IRequestFilter
{
    private const double Max = 0.02;

    private readonly double _chance;
    private readonly Random _random;

    /// <param name="chance">Per request.</param>
    /// <param name="random">Shared by all threads.</param>
    /// <exception cref="ArgumentException">The chance is out of bounds.</exception>
    public GoawayFilter(double chance, Random random)
    {
        if (chance is not (>= 0 and <= Max))
        {
            throw new ArgumentException("--goaway-chance can not be less than 0 or greater than 0.02");
        }

        (_chance, _random) = (chance, random);
    }

    public Task? Answer(HttpContext http)
    {
        if (HttpProtocol.IsHttp2(http.Request.Protocol) && _random.NextDouble() < _chance)
        {
            // The connection sends GOAWAY, finishes what it has begun, and closes.
            http.Features.Get<IConnectionLifetimeNotificationFeature>()?.RequestClose();
        }

        return null;
    }
}

using System.Text;

namespace KubeSharp.Serving.Health;

/// <summary>
/// What /healthz, /livez and /readyz answer: <c>ok</c> when every check passes, else 500 and the list of checks; the list always with
/// <c>?verbose</c>; <c>?exclude=NAME</c> leaves checks out; below the path, each check by itself.
/// </summary>
/// <param name="StatusCode">200, 404 or 500.</param>
/// <param name="Text">The body.</param>
public readonly record struct HealthReport(int StatusCode, string Text)
{
    private const int Ok = 200;
    private const int NotFound = 404;
    private const int Failed = 500;

    /// <param name="endpoint">healthz, livez or readyz.</param>
    /// <param name="checks">Its checks, in order.</param>
    /// <param name="excluded">Names of those to leave out.</param>
    /// <param name="verbose">Whether to list them also when all is well.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    public static async ValueTask<HealthReport> OfAsync(
        string endpoint, IEnumerable<HealthCheck> checks, IEnumerable<string> excluded, bool verbose, CancellationToken cancellationToken)
    {
        var unmatched = new SortedSet<string>(excluded, StringComparer.Ordinal);
        var text = new StringBuilder();
        var healthy = true;
        foreach (var check in checks)
        {
            if (unmatched.Remove(check.Name))
            {
                text.Append("[+]").Append(check.Name).Append(" excluded: ok\n");
                continue;
            }

            var failure = await check.CheckAsync(cancellationToken).ConfigureAwait(false);
            HealthMetrics.Observe(check.Name, endpoint, failure is null);
            healthy &= failure is null;
            text.Append(failure is null ? "[+]" : "[-]").Append(check.Name).Append(failure is null ? " ok\n" : " failed: reason withheld\n");
        }

        if (unmatched.Count > 0)
        {
            text.Append("warn: some health checks cannot be excluded: no matches for ")
                .AppendJoin(',', unmatched.Select(static name => '"' + name + '"')).Append('\n');
        }

        return !healthy ? new HealthReport(Failed, text.Append(endpoint).Append(" check failed\n").ToString())
            : verbose ? new HealthReport(Ok, text.Append(endpoint).Append(" check passed\n").ToString())
            : new HealthReport(Ok, "ok");
    }

    /// <summary>One check by itself, which tells why it fails.</summary>
    /// <param name="endpoint">healthz, livez or readyz.</param>
    /// <param name="name">The check's.</param>
    /// <param name="checks">All checks of the endpoint.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    public static async ValueTask<HealthReport> OfOneAsync(
        string endpoint, string name, IEnumerable<HealthCheck> checks, CancellationToken cancellationToken)
    {
        if (checks.FirstOrDefault(check => check.Name == name) is not { } check)
        {
            return new HealthReport(NotFound, "404 page not found\n");
        }

        var failure = await check.CheckAsync(cancellationToken).ConfigureAwait(false);
        HealthMetrics.Observe(check.Name, endpoint, failure is null);
        return failure is null ? new HealthReport(Ok, "ok") : new HealthReport(Failed, $"internal server error: {failure}\n");
    }
}

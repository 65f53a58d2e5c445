using System.Text;
using KubeSharp.ApiServer.Http;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Health;

/// <summary>
/// /healthz, /livez and /readyz: <c>ok</c> when every check passes, else 500 and the list of checks; the list always with
/// <c>?verbose</c>; one check at <c>/readyz/NAME</c>; <c>?exclude=NAME</c> leaves checks out.
/// </summary>
internal sealed class HealthEndpoint(HealthChecks checks) : INonResourceHandler
{
    public async Task HandleAsync(RequestInfo info, QueryParameters query, HttpContext http, CancellationToken cancellationToken)
    {
        var path = info.Path.Trim('/');
        var slash = path.IndexOf('/');
        var endpoint = slash < 0 ? path : path[..slash];
        var selected = slash < 0
            ? checks.Of(endpoint).ToList()
            : [.. checks.Of(endpoint).Where(check => check.Name == path[(slash + 1)..])];
        if (selected.Count == 0)
        {
            await PlainText.NotFoundAsync(http, cancellationToken).ConfigureAwait(false);
            return;
        }

        var excluded = query.All("exclude");
        var text = new StringBuilder();
        var healthy = true;
        foreach (var check in selected)
        {
            if (excluded.Remove(check.Name))
            {
                text.Append("[+]").Append(check.Name).Append(" excluded: ok\n");
            }
            else if (await check.CheckAsync(cancellationToken).ConfigureAwait(false) is null)
            {
                text.Append("[+]").Append(check.Name).Append(" ok\n");
            }
            else
            {
                healthy = false;
                text.Append("[-]").Append(check.Name).Append(" failed: reason withheld\n");
            }
        }

        if (excluded.Count > 0)
        {
            text.Append("warn: some health checks cannot be excluded: no matches for ")
                .AppendJoin(',', excluded.Select(name => '"' + name + '"')).Append('\n');
        }

        if (!healthy)
        {
            text.Append(endpoint).Append(" check failed\n");
            await PlainText.WriteAsync(http, StatusCodes.Status500InternalServerError, text.ToString(), cancellationToken).ConfigureAwait(false);
            return;
        }

        var verbose = query.TryGet("verbose", out _) && slash < 0;
        await PlainText.WriteAsync(
            http, StatusCodes.Status200OK, verbose ? text.Append(endpoint).Append(" check passed\n").ToString() : "ok", cancellationToken)
            .ConfigureAwait(false);
    }
}

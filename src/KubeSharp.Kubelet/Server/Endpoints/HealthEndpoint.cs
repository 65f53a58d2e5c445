using KubeSharp.Serving;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.Kubelet.Server.Endpoints;

/// <summary>/healthz and its checks by name.</summary>
/// <param name="checks">Name → null when well, else what is wrong.</param>
internal sealed class HealthEndpoint(IReadOnlyDictionary<string, Func<string?>> checks) : IKubeletEndpoint
{
    public Task HandleAsync(KubeletRequest request, CancellationToken cancellationToken) =>
        WriteAsync(request.Http, request.Segments.FirstOrDefault(), cancellationToken);

    public Task WriteAsync(HttpContext http, string? only, CancellationToken cancellationToken)
    {
        if (only is not null && !checks.ContainsKey(only))
        {
            throw new KubeletHttpException(StatusCodes.Status404NotFound, "404 page not found\n");
        }

        var failures = checks
            .Where(check => only is null || check.Key == only)
            .Select(check => (check.Key, Problem: check.Value()))
            .Where(check => check.Problem is not null)
            .Select(check => $"[-]{check.Key} failed: {check.Problem}\n")
            .ToArray();
        return failures.Length == 0
            ? PlainResponse.TextAsync(http, StatusCodes.Status200OK, "ok", cancellationToken)
            : PlainResponse.TextAsync(http, StatusCodes.Status500InternalServerError, string.Concat(failures) + "healthz check failed\n", cancellationToken);
    }
}

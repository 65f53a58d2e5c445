using KubeSharp.Api;
using KubeSharp.Kubelet.Server.Authorization;
using KubeSharp.Serving;
using KubeSharp.Serving.Access;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Server;

/// <summary>A request's way: who is it, may he, which endpoint.</summary>
internal sealed partial class KubeletRequestPipeline(
    DelegatedAuthenticator authenticator,
    NodeAuthorizer authorizer,
    IReadOnlyDictionary<string, IKubeletEndpoint> endpoints,
    ILogger<KubeletRequestPipeline> logger)
{
    public async Task ProcessAsync(HttpContext http)
    {
        var cancellationToken = http.RequestAborted;
        try
        {
            await ServeAsync(http, cancellationToken);
        }
        catch (KubeletHttpException exception) when (!http.Response.HasStarted)
        {
            await PlainResponse.TextAsync(http, exception.StatusCode, exception.Message, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The client left.
        }
        catch (Exception exception)
        {
            LogFailed(http.Request.Method, http.Request.Path, exception);
            if (!http.Response.HasStarted)
            {
                await PlainResponse.TextAsync(http, StatusCodes.Status500InternalServerError, exception.Message, cancellationToken);
            }
            else
            {
                http.Abort();
            }
        }
    }

    private async Task ServeAsync(HttpContext http, CancellationToken cancellationToken)
    {
        RemoteUser? user;
        var attributes = NodeAttributes.Of(http.Request);
        try
        {
            user = await authenticator.AuthenticateAsync(http, cancellationToken)
                ?? throw new KubeletHttpException(StatusCodes.Status401Unauthorized, "Unauthorized");
            if (!await authorizer.AllowsAsync(user, attributes, cancellationToken))
            {
                var asked = attributes[^1];
                throw new KubeletHttpException(
                    StatusCodes.Status403Forbidden,
                    $"Forbidden (user={user.Name}, verb={asked.Verb}, resource=nodes, subresource(s)=[{string.Join(' ', attributes.Select(a => a.Subresource))}])\n");
            }
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException or IOException)
        {
            LogReviewFailed(exception.Message);
            throw new KubeletHttpException(
                StatusCodes.Status500InternalServerError, $"Authorization error: {exception.Message}");
        }

        var segments = (http.Request.Path.Value ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (segments.Length == 0 || !endpoints.TryGetValue(segments[0], out var endpoint))
        {
            throw new KubeletHttpException(StatusCodes.Status404NotFound, "404 page not found\n");
        }

        await endpoint.HandleAsync(new KubeletRequest(http, segments[1..]), cancellationToken);
    }
}

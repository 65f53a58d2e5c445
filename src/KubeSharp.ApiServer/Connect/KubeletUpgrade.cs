using System.Net;
using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Connect;

/// <summary>Upgrades a connection to a kubelet to SPDY/3.1.</summary>
internal static class KubeletUpgrade
{
    private const int MaxRefusal = 50_000;

    /// <returns>The raw connection, behind the kubelet's 101.</returns>
    /// <exception cref="ApiException">The kubelet cannot be reached, or refuses; the message is its own.</exception>
    public static async Task<Stream> DialAsync(HttpMessageInvoker client, Uri target, string streamProtocol, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("SPDY/3.1");
        request.Headers.Add("X-Stream-Protocol-Version", streamProtocol);
        HttpResponseMessage response;
        try
        {
            response = await client.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException exception)
        {
            throw ApiErrors.InternalError($"error dialing backend: {exception.Message}");
        }

        if (response.StatusCode == HttpStatusCode.SwitchingProtocols)
        {
            // The stream owns the connection; the response has nothing else worth disposing.
            return await response.Content.ReadAsStreamAsync(cancellationToken);
        }

        using (response)
        {
            throw Refusal(response.StatusCode, await ReadAsync(response, cancellationToken));
        }
    }

    /// <summary>The error for a kubelet's answer, as upstream's response checker makes it.</summary>
    public static ApiException Refusal(HttpStatusCode statusCode, string body) => statusCode switch
    {
        HttpStatusCode.BadRequest => ApiErrors.BadRequest(body),
        HttpStatusCode.InternalServerError => ApiErrors.InternalError(body),
        HttpStatusCode.NotFound => new ApiException(Failure(404, StatusReason.NotFound, "the server could not find the requested resource", body)),
        HttpStatusCode.Unauthorized => new ApiException(
            Failure(401, StatusReason.Unauthorized, "the server has asked for the client to provide credentials", body)),
        HttpStatusCode.Forbidden => new ApiException(Failure(403, StatusReason.Forbidden, body, body)),
        _ => new ApiException(Failure(
            (int)statusCode, StatusReason.InternalError, $"an error on the server (\"{body.Replace("\"", "\\\"", StringComparison.Ordinal)}\") has prevented the request from succeeding", body)),
    };

    public static async Task<string> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[MaxRefusal];
        var length = await stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static Status Failure(int code, string reason, string message, string body) => new()
    {
        StatusValue = "Failure",
        Code = code,
        Reason = reason,
        Message = message,
        Details = new StatusDetails { Causes = [new StatusCause { Type = CauseType.UnexpectedServerResponse, Message = body }] },
    };
}

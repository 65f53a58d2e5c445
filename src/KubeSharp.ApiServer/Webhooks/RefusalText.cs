using System.Net;
using System.Text;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Webhooks;

/// <summary>What is said of a webhook that answers with an HTTP error, in the words of upstream's client.</summary>
internal static class RefusalText
{
    private const int MaxBody = 2048;

    public static string Of(HttpStatusCode code, ReadOnlySpan<byte> body) => code switch
    {
        HttpStatusCode.BadRequest => "the server rejected our request for an unknown reason",
        HttpStatusCode.Unauthorized => "the server has asked for the client to provide credentials",
        HttpStatusCode.Forbidden => "the server does not allow access to the requested resource",
        HttpStatusCode.NotFound => "the server could not find the requested resource",
        HttpStatusCode.MethodNotAllowed => "the server does not allow this method on the requested resource",
        HttpStatusCode.UnprocessableEntity => "the server rejected our request due to an error in our request",
        HttpStatusCode.TooManyRequests => "the server has received too many requests and has asked us to try again later",
        HttpStatusCode.ServiceUnavailable => "the server is currently unable to handle the request",
        HttpStatusCode.GatewayTimeout => "the server was unable to return a response in the time allotted, but may still be processing the request",
        >= HttpStatusCode.InternalServerError => $"an error on the server ({ErrorList.Quote(Text(body))}) has prevented the request from succeeding",
        _ => $"the server responded with the status code {(int)code} but did not return more information",
    };

    private static string Text(ReadOnlySpan<byte> body) =>
        body.IsEmpty ? "unknown" : Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxBody)]).Trim();
}

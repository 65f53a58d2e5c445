using KubeSharp.Api;

namespace KubeSharp.ApiServer.Http.Negotiation;

internal static class MediaTypeErrors
{
    public static ApiException NotAcceptable() =>
        ApiErrors.NotAcceptable("only the following media types are accepted: " + MediaTypes.Objects);

    public static ApiException Unsupported(string accepted) =>
        ApiErrors.UnsupportedMediaType("the body of the request was in an unknown format - accepted media types include: " + accepted);
}

using KubeSharp.Api;

namespace KubeSharp.ApiServer.Webhooks;

/// <summary>Reviews as webhooks get them, in the version that they are configured for.</summary>
internal static class ReviewJson
{
    /// <summary>The review under another group version, whose fields have to be the same.</summary>
    public static byte[] Write(ApiKind review, string apiVersion) =>
    [
        .. System.Text.Encoding.UTF8.GetBytes($$"""{"kind":"{{review.ApiType.Kind}}","apiVersion":"{{apiVersion}}","""),
        .. JsonCodec.EncodeBare(review).AsSpan(1),
    ];
}

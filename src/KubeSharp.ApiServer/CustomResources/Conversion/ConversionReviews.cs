using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.ApiServer.Webhooks;

namespace KubeSharp.ApiServer.CustomResources.Conversion;

/// <summary>The documents that go to conversion webhooks and come back. The two versions differ in name alone.</summary>
internal static class ConversionReviews
{
    private const string Kind = "ConversionReview";
    private const string Group = "apiextensions.k8s.io/";

    public static byte[] Encode(ConversionRequest request, string version)
    {
        var bare = JsonCodec.EncodeBare(new ConversionReview { Request = request });
        return [.. Encoding.UTF8.GetBytes($"{{\"kind\":\"{Kind}\",\"apiVersion\":\"{Group}{version}\","), .. bare.AsSpan(1)];
    }

    /// <exception cref="WebhookCallException">It is no answer to the request, or says that the conversion failed.</exception>
    public static ApiList<RawJson> Decode(ReadOnlySpan<byte> answer, string uid, string version)
    {
        ConversionReview review;
        string apiVersion, kind;
        try
        {
            (apiVersion, kind) = JsonCodec.PeekTypeMeta(answer);
            review = JsonCodec.Decode<ConversionReview>(answer);
        }
        catch (DecodeException e)
        {
            throw new WebhookCallException(e.Message, e);
        }

        if (version == "v1" && (apiVersion != Group + version || kind != Kind))
        {
            throw new WebhookCallException($"expected webhook response of {Group}{version}, Kind={Kind}, got {apiVersion}, Kind={kind}");
        }

        var response = review.Response ?? throw new WebhookCallException("no response provided");
        if (version == "v1" && response.UID != uid)
        {
            throw new WebhookCallException($"expected response.uid=\"{uid}\", got \"{response.UID}\"");
        }

        return response.Result.StatusValue == "Success"
            ? response.ConvertedObjects
            : throw new WebhookCallException(
                response.Result.Message.Length > 0 ? response.Result.Message : $"response.result.status was '{response.Result.StatusValue}', not 'Success'");
    }
}

using KubeSharp.Api;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Custom;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Webhooks;

namespace KubeSharp.ApiServer.CustomResources.Conversion;

/// <summary>Has the objects of one definition converted by its webhook, and sees to it that they stay the same objects.</summary>
/// <param name="reviewVersion">v1 or v1beta1.</param>
/// <param name="client">The webhook.</param>
internal sealed class ConversionWebhook(string reviewVersion, WebhookClient client)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    /// <summary>The first of the versions that this server speaks; null if there is none.</summary>
    public static string? ReviewVersionOf(ApiList<string> accepted) => accepted.FirstOrDefault(static version => version is "v1" or "v1beta1");

    /// <summary>The objects in another version, in the same order.</summary>
    /// <exception cref="ApiException">500: the webhook cannot be asked, fails, or answers with something else.</exception>
    public async ValueTask<IReadOnlyList<CustomObject>> ConvertAsync(
        IReadOnlyList<CustomObject> values, CustomKind target, CancellationToken cancellationToken)
    {
        var request = new ConversionRequest
        {
            UID = Guid.NewGuid().ToString(),
            DesiredAPIVersion = target.Type.ApiVersion,
            Objects = [.. values.Select(static value => new RawJson(JsonCodec.Encode(value)))],
        };
        try
        {
            var body = ConversionReviews.Encode(request, reviewVersion);
            var answer = await client.PostAsync(body, Timeout, cancellationToken).ConfigureAwait(false);
            var converted = ConversionReviews.Decode(answer, request.UID, reviewVersion);
            if (converted.Count != values.Count)
            {
                throw Failed(values[0], $"returned {converted.Count} objects, expected {values.Count}");
            }

            return [.. values.Select((value, i) => Accept(value, converted[i], i, target))];
        }
        catch (WebhookCallException e)
        {
            throw Failed(values[0], "failed: " + e.Message);
        }
    }

    /// <summary>The converted object with the metadata of the original: a webhook may only change labels and annotations.</summary>
    private static CustomObject Accept(CustomObject original, RawJson json, int index, CustomKind target)
    {
        CustomObject converted;
        try
        {
            var (apiVersion, kind) = JsonCodec.PeekTypeMeta(json.Span);
            if (apiVersion != target.Type.ApiVersion)
            {
                throw Invalid(original, index, $"invalid groupVersion (expected {target.Type.ApiVersion}, received {apiVersion})");
            }

            if (kind != target.Type.Kind)
            {
                throw Invalid(original, index, $"invalid kind (expected {target.Type.Kind}, received {kind})");
            }

            converted = (CustomObject)JsonCodec.Decode(target.Type, json.Span);
        }
        catch (DecodeException e)
        {
            throw Invalid(original, index, e.Message);
        }

        var (before, after) = (original.Metadata, converted.Metadata);
        Same(original, index, "name", before.Name, after.Name);
        Same(original, index, "namespace", before.Namespace, after.Namespace);
        Same(original, index, "UID", before.UID, after.UID);
        return converted with { Metadata = before with { Labels = after.Labels, Annotations = after.Annotations } };
    }

    private static void Same(CustomObject original, int index, string field, string before, string after)
    {
        if (before != after)
        {
            throw Invalid(original, index, $"must have the same {field}: {before} != {after}");
        }
    }

    private static ApiException Invalid(CustomObject original, int index, string reason) =>
        Failed(original, $"returned invalid converted object at index {index}: {reason}");

    /// <summary>Has no reason, as upstream's.</summary>
    private static ApiException Failed(CustomObject original, string what) => new(new Status
    {
        StatusValue = "Failure",
        Code = 500,
        Message = $"conversion webhook for {original.ApiType} {what}",
    });
}

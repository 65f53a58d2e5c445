using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V1;

namespace KubeSharp.Client.Testing;

/// <summary>The scale subresource of whatever has replicas and a selector of labels.</summary>
internal static class FakeScales
{
    public static Scale Of(ApiObject value)
    {
        var document = Json(value);
        var labels = document["spec"]?["selector"]?["matchLabels"]?.AsObject();
        return new Scale
        {
            Metadata = value.Metadata with { Labels = default, Annotations = default, OwnerReferences = default },
            Spec = new() { Replicas = (int?)document["spec"]?["replicas"] ?? 1 },
            Status = new()
            {
                Replicas = (int?)document["status"]?["replicas"] ?? 0,
                Selector = string.Join(',', (labels ?? []).Select(static label => $"{label.Key}={label.Value}")),
            },
        };
    }

    public static ApiObject Apply(ApiObject value, Scale scale)
    {
        var document = Json(value);
        document["spec"]!["replicas"] = scale.Spec.Replicas;
        return (ApiObject)JsonCodec.Decode(value.ApiType, Encoding.UTF8.GetBytes(document.ToJsonString()));
    }

    private static JsonObject Json(ApiObject value) => JsonNode.Parse(JsonCodec.Encode(value))!.AsObject();
}

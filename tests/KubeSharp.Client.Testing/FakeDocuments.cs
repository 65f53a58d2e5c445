using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.Api;

namespace KubeSharp.Client.Testing;

/// <summary>Operations on objects whose type is not known, by their JSON.</summary>
internal static class FakeDocuments
{
    private const string DeleteFromList = "$deleteFromPrimitiveList/";

    public static bool SpecDiffers(ApiObject left, ApiObject right) =>
        !JsonNode.DeepEquals(Json(left)["spec"], Json(right)["spec"]);

    /// <summary>A status update changes the metadata too, as it does for most kinds, but not the spec.</summary>
    public static ApiObject WithStatusOf(ApiObject stored, ApiObject value)
    {
        var document = Json(value);
        document["spec"] = Json(stored)["spec"]?.DeepClone();
        return Object(stored.ApiType, document);
    }

    public static ApiObject Patch(ApiObject stored, ApiRequest request)
    {
        var document = Json(stored);
        var patch = JsonNode.Parse(request.RawBody.Span)!.AsObject();
        Merge(document, patch, request.ContentType == PatchType.Strategic);
        if ((string?)patch["metadata"]?["uid"] is { } uid && uid != stored.Metadata.UID)
        {
            throw ApiErrors.Conflict("", request.Resource.Name, request.Name, "the UID does not match");
        }

        return Object(stored.ApiType, document);
    }

    public static ApiList<string> WithPropagation(ApiList<string> finalizers, string? policy)
    {
        var others = finalizers.Where(static finalizer => finalizer is not ("foregroundDeletion" or "orphan"));
        return policy switch
        {
            "Foreground" => ApiList<string>.From([.. others, "foregroundDeletion"]),
            "Orphan" => ApiList<string>.From([.. others, "orphan"]),
            "Background" => ApiList<string>.From(others),
            _ => finalizers,
        };
    }

    /// <summary>RFC 7386, and of strategic merge what controllers use: lists of metadata merge by uid or value.</summary>
    private static void Merge(JsonObject target, JsonObject patch, bool isStrategic)
    {
        foreach (var (key, value) in patch)
        {
            if (isStrategic && key.StartsWith(DeleteFromList, StringComparison.Ordinal))
            {
                var gone = value!.AsArray().Select(static item => (string)item!).ToHashSet();
                var list = key[DeleteFromList.Length..];
                target[list] = new JsonArray([.. (target[list] as JsonArray ?? []).Where(item => !gone.Contains((string)item!)).Select(static item => item!.DeepClone())]);
            }
            else if (isStrategic && value is JsonArray items && key is "ownerReferences" or "finalizers")
            {
                target[key] = MergeList(target[key] as JsonArray ?? [], (JsonArray)value!);
            }
            else if (value is JsonObject inner)
            {
                target[key] ??= new JsonObject();
                Merge(target[key]!.AsObject(), inner, isStrategic);
            }
            else if (value is null)
            {
                target.Remove(key);
            }
            else
            {
                target[key] = value.DeepClone();
            }
        }
    }

    private static JsonArray MergeList(JsonArray target, JsonArray patch)
    {
        var merged = target.ToDictionary(KeyOf, static item => item!.DeepClone());
        foreach (var item in patch)
        {
            merged.Remove(KeyOf(item));
            if (item is not JsonObject fields || (string?)fields["$patch"] != "delete")
            {
                merged[KeyOf(item)] = item!.DeepClone();
            }
        }

        return new JsonArray([.. merged.Values]);
    }

    private static string KeyOf(JsonNode? item) => item is JsonObject fields ? (string)fields["uid"]! : (string)item!;

    private static JsonObject Json(ApiObject value) => JsonNode.Parse(JsonCodec.Encode(value))!.AsObject();

    private static ApiObject Object(ApiType type, JsonObject document) =>
        (ApiObject)JsonCodec.Decode(type, Encoding.UTF8.GetBytes(document.ToJsonString()));
}

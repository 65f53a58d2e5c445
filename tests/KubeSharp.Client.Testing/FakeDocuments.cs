using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.Api;

namespace KubeSharp.Client.Testing;

/// <summary>Operations on objects whose type is not known, by their JSON.</summary>
internal static class FakeDocuments
{
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
        var before = JsonCodec.Encode(stored);
        var after = request.ContentType switch
        {
            PatchType.Json => Patches.Json(before, request.RawBody.Span),
            PatchType.Merge => Patches.Merge(before, request.RawBody.Span),
            _ => Patches.Strategic(before, request.RawBody.Span, stored.ApiType.Schema),
        };
        var patched = (ApiObject)JsonCodec.Decode(stored.ApiType, after);
        if (patched.Metadata.UID != stored.Metadata.UID)
        {
            throw ApiErrors.Conflict("", request.Resource.Name, request.Name, "the UID does not match");
        }

        return request.Subresource == "status" ? WithStatusOf(stored, patched) : patched;
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

    private static JsonObject Json(ApiObject value) => JsonNode.Parse(JsonCodec.Encode(value))!.AsObject();

    private static ApiObject Object(ApiType type, JsonObject document) =>
        (ApiObject)JsonCodec.Decode(type, Encoding.UTF8.GetBytes(document.ToJsonString()));
}
